"""Take the pictures of the manual, docs/pictures/*.png, from the sample graduate: `make pictures`.

They are taken with Chromium from real pages of a real build, in a copy of the sample, and made small: one
palette each. Nobody in them is real.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = Path(__file__).parent / "pictures"
AS_OF = "2026-11-22"
MOST_BYTES = 120_000
_PORT = 5571


class Shot(NamedTuple):
    """One picture: of the page at `address`, so wide and high in CSS pixels, `scale` pixels for each."""

    name: str
    address: str
    width: int
    height: int
    scale: float = 1.5
    scheme: str = "light"
    shows: str = ""  # a text to wait for


SHOTS = (
    Shot("home", "site/index.html", 1080, 760),
    Shot("home-dark", "site/index.html", 1080, 760, scheme="dark"),
    Shot("home-phone", "site/index.html", 390, 780),
    Shot("weeks", "site/progress/index.html", 1080, 760),
    Shot("report", "report/index.html", 1080, 700),
)


# Of the portfolios below examples/.
EXAMPLES = (
    ("designer", Shot("designer", "site/index.html", 1080, 900)),
    ("designer", Shot("case-study", "site/projects/trellis/index.html", 1080, 900)),
    (
        "data-scientist",
        Shot("notebook", "site/projects/leftover/index.html#what-one-number-costs", 1080, 1000),
    ),
)


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        root = _copy(Path(made))
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        _weekproof("build", root, "--private-repository")
        newest = max((root / "site/blog").glob("*/index.html"), key=lambda page: page.stat().st_size)
        post = Shot("post", newest.relative_to(root).as_posix(), 1080, 760)
        with _served(root) as home:
            for shot in (*SHOTS, post):
                _take(browser, f"{home}/{shot.address}", shot)
        with _preview(root) as home:
            _slip(root)
            _take(browser, home, Shot("overlay", "", 1080, 620, shows="taggs"))
        with _desk(root) as home:
            _take_desk(browser, home)
        take_examples(browser, Path(made))
        take_directory(browser, Path(made) / "people")
        browser.close()


def take_examples(browser: Browser, folder: Path) -> None:
    """The pictures of the example portfolios, built in a copy of each."""
    for name in dict.fromkeys(name for name, _ in EXAMPLES):
        shutil.copytree(ROOT / "examples" / name, folder / name)
        _weekproof("build", folder / name, "--private-repository")
    for name, shot in EXAMPLES:
        with _served(folder / name) as home:
            _take(browser, f"{home}/{shot.address}", shot)


_COHORT = """\
directory:
  url: https://people.school.example
  title: Prairie Code School graduates
  description: People who finished in 2026 and look for work, with what they have made.
graduates: [{path: sample/job-search}, {path: designer}, {path: data-scientist}]
"""


def take_directory(browser: Browser, folder: Path) -> None:
    """The picture of a directory of the sample graduate and the examples."""
    (folder / "sample").mkdir(parents=True)
    _copy(folder / "sample")
    for name in dict.fromkeys(name for name, _ in EXAMPLES):
        shutil.copytree(ROOT / "examples" / name, folder / name)
    file = folder / "cohort.yaml"
    file.write_text(_COHORT, "utf-8")
    words = [sys.executable, "-m", "generator", "cohort", "directory", str(file), "--as-of", AS_OF]
    subprocess.run(words, cwd=ROOT, check=True)
    with _served(folder / "directory") as home:
        _take(browser, home, Shot("directory", "index.html", 1080, 760))


def _copy(folder: Path) -> Path:
    root = folder / "job-search"
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "portfolio.yaml", root)
    return root


def _weekproof(command: str, root: Path, *options: str) -> None:
    words = [sys.executable, "-m", "generator", command, "--root", str(root), "--as-of", AS_OF, *options]
    subprocess.run([*words, "--quiet"], cwd=ROOT, check=True)


def _chromium() -> str:
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next((path for path in found if path), "chromium")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the library's
        """Say nothing."""


@contextmanager
def _served(root: Path) -> Iterator[str]:
    """The address of a server for the files below `root`."""
    server = ThreadingHTTPServer(("localhost", 0), partial(_Quiet, directory=str(root)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()


@contextmanager
def _preview(root: Path) -> Iterator[str]:
    """The address of the preview of a portfolio."""
    words = ["serve", "--root", str(root), "--as-of", AS_OF, "--port", str(_PORT), "--private-repository"]
    process = subprocess.Popen([sys.executable, "-m", "generator", *words], cwd=ROOT)
    try:
        yield _answering(f"http://localhost:{_PORT}/")
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _desk(root: Path) -> Iterator[str]:
    """The address of the desk of a portfolio."""
    words = ["desk", "--root", str(root), "--as-of", AS_OF, "--port", str(_PORT), "--no-open"]
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "generator", *words], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process.stdout.readline().split()[-1] if process.stdout else ""
    finally:
        process.terminate()
        process.wait()


def _take_desk(browser: Browser, home: str) -> None:
    """The form for a contact, half filled in."""
    page = browser.new_page(viewport={"width": 1080, "height": 700}, device_scale_factor=1.5)
    page.goto(f"{home}new/contact")
    answers = {"who": "Ingrid Solberg", "f-title": "Platform Engineer", "f-employer": "Northline Transit"}
    answers |= {"f-summary": "Asked how her team tests timetables."}
    for name, text in answers.items():
        page.fill(f"#{name}", text)
        page.keyboard.press("Tab")
    page.select_option("#f-kind", "cold-outreach")
    page.get_by_text("Counts:").wait_for()
    page.locator("#f-employer").focus()
    page.evaluate("scrollTo(0, 0)")
    (FOLDER / "desk.png").write_bytes(_palette(page.screenshot()))
    page.close()


def _slip(root: Path) -> None:
    """Make two mistakes in the newest post, as if its author had just saved it."""
    post = max((root / "content/blog").glob("*.md"))
    text = re.sub(r"\ndate: (\d{4})-(\d\d)-(\d\d)", r"\ndate: \3.\2.\1", post.read_text("utf-8"), count=1)
    post.write_text(text.replace("\ntags:", "\ntaggs:", 1), "utf-8")


def _answering(address: str) -> str:
    for _ in range(120):
        try:
            urlopen(address, timeout=5).close()  # noqa: S310  # our own server
        except OSError:
            time.sleep(0.5)
        else:
            return address
    raise RuntimeError(f"nothing answers at {address}")


def _take(browser: Browser, address: str, shot: Shot) -> None:
    page = browser.new_page(
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=shot.scale,
        color_scheme="dark" if shot.scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.goto(address, wait_until="load")
    if shot.shows:
        page.get_by_text(shot.shows).first.wait_for(timeout=60_000)
    page.wait_for_timeout(800)  # pictures are decoded, the preview's findings arrive
    small = _palette(page.screenshot())
    page.close()
    if len(small) > MOST_BYTES:
        raise RuntimeError(f"{shot.name} has {len(small)} bytes, more than {MOST_BYTES}")
    (FOLDER / f"{shot.name}.png").write_bytes(small)
    print(f"docs/pictures/{shot.name}.png  {len(small) // 1000} kB")


def _palette(png: bytes) -> bytes:
    with Image.open(io.BytesIO(png)) as image:
        few = image.convert("RGB").quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    kept = io.BytesIO()
    few.save(kept, "PNG", optimize=True)
    return kept.getvalue()


if __name__ == "__main__":
    main()
