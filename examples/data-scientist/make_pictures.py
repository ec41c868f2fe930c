"""Draw the plots of this example and run its notebooks: `python examples/data-scientist/make_pictures.py`.

Needs matplotlib, numpy and pandas, which Weekproof itself doesn't. The data are made up, from a fixed seed. The notebooks
are run here, cell by cell, so that what they show is what their code says.
"""

from __future__ import annotations

import ast
import base64
import contextlib
import io
import json
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

CONTENT = Path(__file__).parent / "content"
INK, SOFT, BLUE, RUST, SAND = "#1c2530", "#7a8794", "#20638f", "#c8532b", "#e9e2d3"
mpl.use("Agg")
mpl.rcParams.update(
    {
        "figure.figsize": (8, 4.2), "figure.dpi": 120, "font.size": 11, "axes.spines.top": False,
        "axes.spines.right": False, "axes.edgecolor": SOFT, "axes.labelcolor": INK, "text.color": INK,
        "xtick.color": SOFT, "ytick.color": SOFT, "axes.grid": True, "grid.color": "#eceff1",
        "axes.axisbelow": True, "legend.frameon": False,
        "axes.prop_cycle": mpl.cycler(color=[BLUE, RUST, "#5a8f4e", "#8a6bb0"]),
    }
)  # fmt: skip


def small_png() -> bytes:
    """The current figure as a PNG of few colours."""
    data = io.BytesIO()
    plt.savefig(data, bbox_inches="tight", facecolor="white")
    plt.close("all")
    picture = Image.open(data).convert("RGB").quantize(48, dither=Image.Dither.NONE)
    small = io.BytesIO()
    picture.save(small, "PNG", optimize=True)
    return small.getvalue()


def save(name: str) -> None:
    """Save the current figure among the pictures."""
    (CONTENT / "images").mkdir(exist_ok=True)
    (CONTENT / "images" / name).write_bytes(small_png())


def leftover() -> None:
    rng = np.random.default_rng(4)
    days = np.arange(84)
    sold = 62 + 14 * np.isin(days % 7, (4, 5)) + 5 * np.sin(days / 9) + rng.normal(0, 6, 84)
    baked = np.where(days < 42, 92, np.round(sold.mean() + 14 * np.isin(days % 7, (4, 5)) + 5))
    _, axes = plt.subplots(figsize=(8, 5))
    axes.fill_between(
        days, sold, baked, where=baked > sold, color=RUST, alpha=0.3, step="mid", label="left over"
    )
    axes.step(days, baked, where="mid", color=RUST, label="baked")
    axes.plot(days, sold, color=BLUE, lw=2, label="sold")
    axes.axvline(42, color=INK, lw=1)
    axes.text(43, 104, "from here on the model says how many", fontsize=11)
    axes.set(xlabel="day", ylabel="loaves", ylim=(22, 110))
    axes.legend(loc="lower left", ncols=3)
    save("leftover.png")


def potholes() -> None:
    days = np.linspace(0, 60, 200)
    _, axes = plt.subplots(figsize=(8, 5))
    for rate, shape, colour, name in (
        (9, 1.1, BLUE, "Linden"),
        (16, 1.0, "#5a8f4e", "Harbor"),
        (31, 0.9, RUST, "Eastgate"),
    ):
        open_share = np.exp(-((days / rate) ** shape))
        axes.step(
            days,
            open_share,
            color=colour,
            lw=2.4,
            label=f"{name}: half in {rate * np.log(2) ** (1 / shape):.0f} days",
        )
        axes.fill_between(days, open_share - 0.03, open_share + 0.03, color=colour, alpha=0.15)
    axes.axhline(0.5, color=SOFT, lw=1, ls=":")
    axes.set(xlabel="days since the report", ylabel="share still open", ylim=(0, 1.02), xlim=(0, 60))
    axes.legend()
    save("potholes.png")
    rng = np.random.default_rng(2)
    calls = rng.gamma(2.2, 14, 60)
    waits = 34 - 0.28 * calls + rng.normal(0, 5, 60)
    _, axes = plt.subplots()
    axes.scatter(calls, waits, s=46, color=BLUE, alpha=0.75, edgecolor="white")
    slope, start = np.polyfit(calls, waits, 1)
    axes.plot([0, 90], [start, start + 90 * slope], color=RUST, lw=2)
    axes.set(xlabel="reports per 1,000 residents and year", ylabel="median days open", xlim=(0, 92))
    save("potholes-calls.png")


def fridges() -> None:
    rng = np.random.default_rng(7)
    minutes = np.arange(0, 24 * 60, 5)
    warm = 3.4 + 0.5 * np.sin(minutes / 40) + rng.normal(0, 0.18, minutes.size)
    door = (minutes > 660) & (minutes < 690)
    slow = np.clip((minutes - 900) / 540, 0, 1) * 2.6
    warm = warm + door * 4.2 + slow
    _, axes = plt.subplots(figsize=(8, 5))
    axes.axhspan(0, 5, color="#e4eff5")
    axes.plot(minutes / 60, warm, color=BLUE, lw=1.6)
    axes.scatter(minutes[door] / 60, warm[door], color=SOFT, s=18, zorder=3, label="door open: left alone")
    late = (minutes > 1080) & (warm > 4.6)
    axes.scatter(
        minutes[late] / 60, warm[late], color=RUST, s=18, zorder=3, label="drift: somebody is called"
    )
    axes.set(xlabel="hour", ylabel="°C", xlim=(0, 24), ylim=(0, 9), xticks=range(0, 25, 4))
    axes.legend(loc="upper left")
    save("fridges.png")


def portrait() -> None:
    _, axes = plt.subplots(figsize=(4, 4))
    axes.set(xlim=(0, 10), ylim=(0, 10), aspect="equal")
    axes.axis("off")
    axes.add_patch(plt.Rectangle((0, 0), 10, 10, color="#c9d9d6"))
    axes.add_patch(mpl.patches.Ellipse((5, 0), 8, 6.4, color="#8b3b2a"))
    axes.add_patch(plt.Rectangle((4.2, 2.4), 1.6, 2, color="#a8714d"))
    axes.add_patch(mpl.patches.Ellipse((5, 5.9), 4.8, 5.6, color="#22262b"))
    axes.add_patch(mpl.patches.Ellipse((5, 5.4), 3.7, 4.6, color="#c08a62"))
    axes.add_patch(mpl.patches.Wedge((5, 6.2), 2.2, 15, 165, color="#22262b"))
    for x in (4.25, 5.75):
        axes.add_patch(plt.Circle((x, 5.5), 0.14, color="#22262b"))
        axes.add_patch(plt.Circle((x, 5.5), 0.55, fill=False, color="#3c4650", lw=2))
    axes.plot([4.8, 5.2], [5.55, 5.55], color="#3c4650", lw=2)
    axes.add_patch(mpl.patches.Arc((5, 4.4), 1.5, 1, theta1=200, theta2=340, color="#7b3f2c", lw=3))
    save("noor.png")


# --- notebooks ------------------------------------------------------------------------------------------

TEXT, CODE = "markdown", "code"


def run(cells: list[tuple[str, str]], path: Path) -> None:
    """Run the cells and write the notebook, as Jupyter would save it."""
    names: dict[str, Any] = {}
    written = []
    for number, (kind, source) in enumerate(cells):
        source = source.strip("\n")
        lines = source.splitlines(keepends=True)
        cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": lines}
        if kind == CODE:
            cell |= {"execution_count": number, "outputs": list(outputs(source, names))}
        written.append(cell)
    notebook = {
        "cells": written,
        "metadata": {"language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")


def outputs(source: str, names: dict[str, Any]) -> Any:
    """What the code prints, the value of its last line, and its figure."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None
    if printed.getvalue():
        yield {
            "output_type": "stream",
            "name": "stdout",
            "text": printed.getvalue().splitlines(keepends=True),
        }
    if plt.get_fignums():
        data = {
            "image/png": base64.b64encode(small_png()).decode() + "\n",
            "text/plain": ["<Figure size 960x504 with 1 Axes>"],
        }
        yield {"output_type": "display_data", "data": data, "metadata": {}}
    elif value is not None:
        data = {"text/plain": repr(value).splitlines(keepends=True)}
        if hasattr(value, "_repr_html_"):
            data = {"text/html": value._repr_html_().splitlines(keepends=True), **data}
        yield {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}


LEFTOVER = [
    (
        "raw",
        """
---
title: Leftover
summary: How many loaves to bake when one too many costs less than one too few. A notebook, from twelve weeks of a co-op's till.
role: Analysis, model, and the sheet on the wall
team: With the two bakers of a grocery co-op
period: Six weeks, autumn 2026
with: [pandas, quantile regression, a whiteboard]
stack: [Python, pandas, NumPy]
repository: https://github.com/noor-haddad/leftover
results:
  - {value: 34 → 6, what: loaves left over on an ordinary day}
  - {value: $32 → $11, what: "a day, bread and missed sales together"}
date: 2026-11-14
featured: true
image: leftover.png
image_alt: Loaves baked and sold over 84 days. For six weeks the bakers bake 92 every day and a wide band is left over; after that what they bake follows what is sold, and the band is thin.
---
""",
    ),
    (
        TEXT,
        """
# Leftover

For eight years I bought vegetables for a grocery co-op, and every night I walked past a rack of bread that nobody had bought. The
bakers were not careless. They had one number, 92, and a memory of the Saturday when they ran out.

This notebook asks a smaller question than "how many will we sell?": **how many should we bake**, if a loaf too many costs
\\$1.10 in flour and work, and a loaf too few costs a \\$4.20 sale and a face at the counter?
""",
    ),
    (
        CODE,
        """
import numpy as np
import pandas as pd

rng = np.random.default_rng(20)
days = pd.date_range("2026-07-06", periods=84, freq="D")
market = days.day_of_week.isin([4, 5])            # Friday and Saturday
rain = rng.random(84) < 0.3
sold = 62 + 15 * market - 9 * rain + 4 * np.sin(np.arange(84) / 9) + rng.normal(0, 6, 84)
till = pd.DataFrame({"day": days, "market": market, "rain": rain, "sold": sold.round().astype(int)})
till.head(6)
""",
    ),
    (
        TEXT,
        """
## What one number costs

With 92 loaves every day almost nothing is ever missing, and that is the problem: nobody sees the cost of *enough*.
""",
    ),
    (
        CODE,
        """
till["left"] = 92 - till["sold"]
by_day = till.groupby(till["day"].dt.day_name())["left"].agg(["mean", "min", "max"]).round(1)
by_day.loc[["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]]
""",
    ),
    (
        TEXT,
        """
## The right question

If demand has the distribution $F$, a loaf too many costs $c_o$ and a loaf too few $c_u$, the best number $q$ is not the mean but a
quantile ($c_u$ is the larger, so it lies above the middle):

\\begin{equation}
q^* = F^{-1}\\left(\\frac{c_u}{c_u + c_o}\\right), \\qquad \\frac{4.20}{4.20 + 1.10} \\approx 0.79
\\end{equation}

So we want the 79th percentile *of a day like this one*. With two things that the bakers know the evening before, market day and
rain, that is a table and no model at all:
""",
    ),
    (
        CODE,
        """
ratio = 4.20 / (4.20 + 1.10)
sheet = till.groupby(["market", "rain"])["sold"].quantile(ratio).round().astype(int).unstack()
sheet.index, sheet.columns = ["other days", "Fri, Sat"], ["dry", "rain"]
sheet
""",
    ),
    (
        TEXT,
        """
The bakers hung it beside the oven. I also tried gradient boosting with eleven features; it was better by 0.4 loaves a day,
and nobody would have believed it.
""",
    ),
    (
        CODE,
        """
#| fig-alt: Two histograms of loaves left over. With 92 every day they lie between 3 and 55 with a middle near 32; with the sheet they lie between minus 16 and 24 with a middle near 5.
import matplotlib.pyplot as plt

number = np.where(till["market"], np.where(till["rain"], sheet.loc["Fri, Sat", "rain"], sheet.loc["Fri, Sat", "dry"]),
                  np.where(till["rain"], sheet.loc["other days", "rain"], sheet.loc["other days", "dry"]))
figure, axes = plt.subplots()
bins = np.arange(-16, 52, 4)
axes.hist(92 - till["sold"], bins, alpha=0.55, label="92 every day")
axes.hist(number - till["sold"], bins, alpha=0.75, label="the sheet")
axes.axvline(0, color="black", lw=1)
axes.set(xlabel="loaves left over (below zero: missing)", ylabel="days")
axes.legend()
plt.show()
""",
    ),
    (
        CODE,
        """
def cost(baked):
    left = np.asarray(baked) - till["sold"]
    return (1.10 * left.clip(lower=0) + 4.20 * (-left).clip(lower=0)).mean()

for name, baked in (("92 every day", 92), ("the mean", till["sold"].mean()), ("the sheet", number)):
    print(f"{name:<14} ${cost(baked):5.2f} a day")
""",
    ),
    (
        TEXT,
        """
## What I would not claim

- The sheet was made and judged on the same twelve weeks. On the six weeks since, it costs \\$2 a day more than here, and still half of 92.
- The sheet sells out on one day in five: that is what 79 per cent means, and the bakers chose it with open eyes. On such a day the till
  says only that *at least* so many loaves were wanted.
- A rack that is nearly empty looks like yesterday's. Two customers said so, and no quantile knows that.
""",
    ),
]

MEAN = [
    (
        "raw",
        """
---
title: A mean of two bakeries
date: 2026-11-11
summary: Average demand was 66 loaves. On four days of five nobody sold anything near it.
tags: [statistics, bread]
citations:
  - {title: "Anscombe, Graphs in Statistical Analysis (1973)", url: "https://doi.org/10.1080/00031305.1973.10478966"}
---
""",
    ),
    (
        TEXT,
        """
# A mean of two bakeries

The first thing I computed for the bakers was a mean, and it was wrong in the way that means are wrong: correct, and about
nobody. Sixty-six loaves a day. On market days they sell about eighty, on the others about sixty, and sixty-six is the number on which both
kinds of day are disappointed.
""",
    ),
    (
        CODE,
        """
import numpy as np

rng = np.random.default_rng(11)
other, market = rng.normal(60, 5, 60), rng.normal(80, 5, 24)
sold = np.concatenate([other, market])
near = np.mean(abs(sold - sold.mean()) < 3)
print(f"mean {sold.mean():.0f}; days within three loaves of it: {near:.0%}")
""",
    ),
    (
        CODE,
        """
#| fig-alt: A histogram of loaves sold with two humps, one near 60 and a smaller one near 80. A line at the mean, 66, stands in the valley between them.
import matplotlib.pyplot as plt

plt.hist(sold, bins=range(44, 98, 3), alpha=0.85)
plt.axvline(sold.mean(), color="#c8532b", lw=2)
plt.xlabel("loaves sold")
plt.ylabel("days")
plt.show()
""",
    ),
    (
        TEXT,
        """
Anscombe drew four of these in 1973 and we still begin with the mean, because it fits on a whiteboard. So now I begin with the
whiteboard: two columns, market day and not. If $\\bar{x}$ is what we have in common, it is worth asking who "we" are.
""",
    ),
]


def main() -> None:
    """Draw everything and run the notebooks."""
    for draw in (leftover, potholes, fridges, portrait):
        draw()
    run(LEFTOVER, CONTENT / "projects" / "leftover.ipynb")
    run(MEAN, CONTENT / "blog" / "2026-11-11-a-mean-of-two-bakeries.ipynb")


if __name__ == "__main__":
    main()
