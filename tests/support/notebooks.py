"""Notebooks for tests, as Jupyter writes them: JSON with one line for each line of a cell."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

from PIL import Image

FRONT = "---\ntitle: Late buses\ndate: 2026-11-20\n---"


def png(colour: str = "white") -> str:
    """A picture as a notebook has it: in base64, with line ends in it."""
    data = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "PNG")
    return base64.encodebytes(data.getvalue()).decode()


def markdown(text: str, **more: Any) -> dict[str, Any]:
    """A cell of text."""
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True), **more}


def raw(text: str = FRONT) -> dict[str, Any]:
    """A raw cell."""
    return {**markdown(text), "cell_type": "raw"}


def code(text: str, *outputs: Any, **metadata: Any) -> dict[str, Any]:
    """A cell of code with its outputs."""
    cell = {**markdown(text), "cell_type": "code", "metadata": metadata}
    return {**cell, "execution_count": 1, "outputs": list(outputs)}


def shown(**forms: Any) -> dict[str, Any]:
    """An output in several forms: `text_html` stands for text/html."""
    data = {name.replace("_", "/", 1): value for name, value in forms.items()}
    return {"output_type": "display_data", "metadata": {}, "data": data}


def printed(text: str) -> dict[str, Any]:
    """What a cell printed."""
    return {"output_type": "stream", "name": "stdout", "text": text.splitlines(keepends=True)}


def notebook(*cells: Any, **more: Any) -> str:
    """The file of a notebook with these cells."""
    tree = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}
    return json.dumps(tree, indent=1, ensure_ascii=False) + "\n"
