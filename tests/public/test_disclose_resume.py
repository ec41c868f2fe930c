"""resume.json: the public part of the résumé in the words of JSON Resume, and nothing besides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.pipeline import run
from tests.support.repositories import SETTINGS, repository, request

RESUME = """\
basics:
  name: Sam Example
  image: face.png
  email: sam@mail.example
  phone: +1 555 0100
  url: https://sam.exämple/ü?q=ä
  location: {address: 1 Example Street, postalCode: "60607", city: Chicago, countryCode: US, region: IL}
  profiles: [{network: GitHub, username: sam, url: "https://github.com/sam"}]
work: [{name: Harbour, position: Clerk, startDate: 2019-10, highlights: [Counted.], description: A port}]
education: [{institution: School, studyType: Certificate, area: Code, courses: [SQL], score: "4.0"}]
projects: [{name: Latebus, keywords: [Python], roles: [author], entity: Me, type: application}]
languages: [{language: English, fluency: Native}]
references: [{name: Rita Referee, reference: Sam is a fine clerk.}]
meta: {canonical: "https://elsewhere.example/cv.json", version: v0.9, lastModified: "2026-05-01"}
"""


def made(root: Path, resume: str = RESUME, show: str = "[]") -> dict[str, Any]:
    settings = SETTINGS.replace("site: {", f"site: {{resume: {{show: {show}}}, ")
    files = {"content/resume.yaml": resume, "portfolio.yaml": settings}
    asked = request(repository(root, files))
    rendered = run.render(run.judge(asked), asked)
    assert rendered.site is not None, [one.message for one in rendered.diagnostics]
    return dict(json.loads(rendered.site.files["resume/resume.json"].data))


def test_it_has_what_was_written_and_its_own_address(tmp_path: Path) -> None:
    document = made(tmp_path)
    assert list(document) == ["$schema", "basics", "work", "education", "languages", "projects", "meta"]
    assert document["work"] == [
        {
            "name": "Harbour",
            "description": "A port",
            "position": "Clerk",
            "startDate": "2019-10",
            "highlights": ["Counted."],
        }
    ]
    assert document["education"][0]["studyType"] == "Certificate"
    assert document["projects"][0]["roles"] == ["author"]
    assert document["basics"]["profiles"][0]["network"] == "GitHub"
    assert document["meta"] == {
        "version": "v1.0.0",
        "canonical": "https://sam.example/resume/resume.json",
        "lastModified": "2026-05-01",
    }


def test_addresses_are_in_ascii_as_the_schema_asks(tmp_path: Path) -> None:
    assert made(tmp_path)["basics"]["url"] == "https://sam.xn--exmple-cua/%C3%BC?q=%C3%A4"


def test_an_e_mail_address_that_is_none_is_left_out(tmp_path: Path) -> None:
    assert "email" not in made(tmp_path, RESUME.replace("sam@mail.example", "sam at mail"))["basics"]


def test_private_fields_references_and_the_picture_stay_out(tmp_path: Path) -> None:
    document = made(tmp_path)
    assert document["basics"]["location"] == {"city": "Chicago", "countryCode": "US", "region": "IL"}
    for private in ("phone", "image"):
        assert private not in document["basics"]
    assert "Referee" not in json.dumps(document)
    assert "fine clerk" not in json.dumps(document)


@pytest.mark.parametrize("show", ["[phone, street]"])
def test_private_fields_are_shown_by_name(tmp_path: Path, show: str) -> None:
    basics = made(tmp_path, show=show)["basics"]
    assert basics["phone"] == "+1 555 0100"
    assert basics["location"]["address"] == "1 Example Street"
    assert basics["location"]["postalCode"] == "60607"
