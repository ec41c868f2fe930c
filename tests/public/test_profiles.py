"""Whose picture, and which accounts: what a page shows of a person beside the work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.pipeline import run
from generator.public.profiles import profile_of
from tests.support.html_reader import Page
from tests.support.pngs import png
from tests.support.repositories import SETTINGS, repository, request

RESUME = """\
basics:
  name: Sam Example
  image: {image}
  profiles:
    - {{network: LinkedIn, username: sam, url: "https://www.linkedin.com/in/sam"}}
    - {{network: Chess, url: "https://chess.example/sam"}}
"""


@pytest.mark.parametrize(
    ("title", "url", "name", "icon"),
    [
        ("GitHub, sam", "https://github.com/sam", "GitHub", "github"),
        ("Linked In", "https://x.example", "LinkedIn", "linkedin"),
        ("", "https://www.behance.net/sam", "Behance", "behance"),
        ("sam", "https://codeberg.org/sam", "Codeberg", "codeberg"),
        ("", "https://social.example/@sam", "Mastodon", "mastodon"),
        ("Blog", "https://sam.example", "Blog", "site"),
        ("Chess, sam", "https://chess.example/sam", "Chess", "link"),
        ("", "https://www.chess.example/sam", "chess.example", "link"),
        ("", "https://notgithub.com/sam", "notgithub.com", "link"),
        ("", "https://[broken", "", "link"),
    ],
)
def test_an_account_is_known_by_its_place_or_its_address(title: str, url: str, name: str, icon: str) -> None:
    found = profile_of(title, url)
    assert (found.name, found.icon, found.url) == (name, icon, url)


def made(root: Path, image: str, portrait: str = "") -> tuple[dict[str, bytes], list[tuple[str, str, str]]]:
    more = f"portrait: {portrait}, " if portrait else ""
    files: dict[str, str | bytes] = {
        "content/resume.yaml": RESUME.format(image=image),
        "portfolio.yaml": SETTINGS.replace("site: {", f"site: {{{more}"),
        "content/images/face.png": png(300, 400),
        "content/images/tiny.png": png(90, 90),
    }
    asked = request(repository(root, files))
    rendered = run.render(run.judge(asked), asked)
    assert rendered.site is not None, [one.message for one in rendered.diagnostics]
    told = [
        (one.rule, one.severity.value, f"{one.message} {one.hint}")
        for one in rendered.diagnostics
        if one.rule.startswith("image")
    ]
    return {path: file.data for path, file in rendered.site.files.items()}, told


def test_a_portrait_stands_on_the_home_page_and_in_what_machines_read(tmp_path: Path) -> None:
    files, told = made(tmp_path, "face.png")
    assert not told
    page = Page(files["index.html"].decode())
    (face,) = [picture for picture in page.all("img") if picture["alt"] == "Sam Example"]
    assert (face["width"], face["height"], face["data-y"]) == ("300", "400", "2")
    address = f"https://sam.example/{face['src']}"
    assert json.loads(files["resume/resume.json"])["basics"]["image"] == address
    assert address in files["index.html"].decode()
    accounts = [link for link in page.all("a") if "me" in link.get("rel", "").split()]
    assert {"https://www.linkedin.com/in/sam", "https://chess.example/sam"} <= {
        link["href"] for link in accounts
    }


@pytest.mark.parametrize(
    ("image", "portrait", "rule", "severity", "words"),
    [
        ("https://cdn.example/me.png", "", "image-missing", "warning", "image: me.png"),
        ("fase.png", "", "image-missing", "warning", "image: face.png"),
        ("face.png", "fase.png", "image-missing", "error", "portrait: face.png"),
        ("face.png", "tiny.png", "image-too-small", "warning", "240"),
    ],
)
def test_a_portrait_that_cannot_be_shown_is_told_with_the_line_to_write(
    tmp_path: Path, image: str, portrait: str, rule: str, severity: str, words: str
) -> None:
    files, told = made(tmp_path, image, portrait)
    assert [one[:2] for one in told] == [(rule, severity)]
    assert words in told[0][2]
    assert "image" not in json.loads(files["resume/resume.json"])["basics"] or rule == "image-too-small"
