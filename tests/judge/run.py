"""`make judge`: the sample's site and report before checkers that nobody here wrote. Offline.

W3C's Nu checker and html-validate read the markup, axe the pages in Chromium, in both schemes, on a
phone and on a desk. Nothing may be found.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NU = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
HTML_VALIDATE = HERE / "node_modules" / ".bin" / "html-validate"
AS_OF = "2026-11-22"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
KINDS = ("", "progress/", "blog/", "blog/run-it-twice/", "blog/tags/", "projects/", "projects/latebus/")
MORE_KINDS = ("resume/", "about/", "colophon/", "404.html", "blog/archive/")
MOST_HOME_BYTES = 60 * 1024

Found = list[str]


def main() -> int:
    """Build, ask every judge, print what they say; 0 if nothing was found."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _build(root)
        with _served(root / "public") as address:
            found = {
                "Nu checker": _nu(root / "public"),
                "html-validate": _html_validate(root / "public"),
                "axe and Chromium": _axe(address),
                "weight of the home page": _weight(root / "public"),
            }
    for judge, said in found.items():
        print(f"{judge}: {'nothing found' if not said else f'{len(said)} found'}")
        for line in said[:40]:
            print(f"  {line}")
    return 1 if any(found.values()) else 0


def _build(root: Path) -> None:
    """The sample's site as it stands at its own address, and its report where a browser can reach it."""
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "portfolio.yaml", root)
    command = [sys.executable, "-m", "generator", "build", "--root", str(root), "--as-of", AS_OF, "-q"]
    subprocess.run(command, cwd=ROOT, check=True)
    shutil.copytree(root / "site", root / "public")
    (root / "public" / "report").mkdir()
    shutil.copy(root / "report" / "index.html", root / "public" / "report")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # the library's name
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def _nu(folder: Path) -> Found:
    """Every page and style sheet, read from the disk.

    The checker takes a page on disk for one without a host, so that the page's policy would block its
    own style sheets; Chromium holds the policy to a real host below.
    """
    command = ["java", "-jar", str(NU), "--format", "json", "--stdout", "--exit-zero-always"]
    done = subprocess.run(
        [*command, "--skip-non-html", "--also-check-css", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        f"{str(message.get('url', '')).rpartition(folder.name)[2]}:{message.get('lastLine', 0)} "
        f"{message['type']}: {message['message']}"
        for message in json.loads(done.stdout)["messages"]
        if not message["message"].startswith("Resource violates Content Security Policy")
    ]


def _html_validate(folder: Path) -> Found:
    done = subprocess.run(
        [str(HTML_VALIDATE), "-c", str(HERE / ".htmlvalidate.json"), "-f", "json", f"{folder}/**/*.html"],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    return [
        f"{Path(page['filePath']).relative_to(folder)}:{message['line']} {message['ruleId']}"
        for page in json.loads(done.stdout)
        for message in page["messages"]
    ]


def _axe(address: str) -> Found:
    from playwright.sync_api import sync_playwright

    pages = [*KINDS, *MORE_KINDS, "report/index.html"]
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    found: Found = []
    with sync_playwright() as control:
        browser = control.chromium.launch(executable_path=chromium, args=FLAGS)
        for width in (320, 360, 1280):
            for scheme in ("light", "dark"):
                # Only the checker's own script needs to pass the page's policy.
                context = browser.new_context(viewport={"width": width, "height": 780}, bypass_csp=True)
                page = context.new_page()
                page.emulate_media(color_scheme=scheme)
                for path in pages:
                    where = f"{path or 'home'} {width}px {scheme}"
                    found += [f"{where}: {said}" for said in _look(page, address, path, width)]
                context.close()
        browser.close()
    return found


def _look(page: Any, address: str, path: str, width: int) -> Iterator[str]:
    elsewhere: list[str] = []
    page.on("request", lambda request: elsewhere.append(request.url))
    response = page.goto(address + path)
    if response.status != 200:
        yield f"status {response.status}"
        return
    yield from (f"asks {url}" for url in elsewhere if not url.startswith((address, "data:")))
    if page.evaluate("document.documentElement.scrollWidth") > width:
        yield "sticks out sideways"
    page.add_script_tag(path=str(AXE))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    for violation in result["violations"]:
        yield f"{violation['id']} ({len(violation['nodes'])} places): {violation['help']}"


def _weight(folder: Path) -> Found:
    """The home page over the wire: its HTML, style sheets and scripts, compressed."""
    names = ["index.html", *(f"assets/{path.name}" for path in (folder / "assets").iterdir())]
    size = sum(len(gzip.compress((folder / name).read_bytes())) for name in names)
    print(f"The home page with all assets weighs {size / 1024:.1f} KB compressed.")
    return [f"{size} bytes, more than {MOST_HOME_BYTES}"] if size > MOST_HOME_BYTES else []


if __name__ == "__main__":
    sys.exit(main())
