"""What a log that strangers may read shows of a path."""

from generator.core.diagnostics import may_hold_records, public_path
from generator.model.kinds import KINDS


def test_what_may_have_been_meant_to_be_private_is_known_by_its_folder() -> None:
    shown = {
        "content/Private/contacts/jane.yaml": "content/Private/contacts/…",
        "content/privat/contacts/jane.yaml": "content/…/contacts/…",
        "content/contact/jane/2026-W23.yaml": "content/…/…/2026-W23.yaml",
        "Content/private/letters/jane.md": "Content/private/letters/…",
        "contacts/jane.yaml": "contacts/…",
        "private/goals.yaml": "private/goals.yaml",
    }
    assert {path: public_path(path) for path in shown} == shown
    for path in ("content/blog/jane.md", "content/resume.yaml", "portfolio.yaml", "themes/private/a.html"):
        assert public_path(path) == path


def test_every_place_beside_the_content_is_known_as_one() -> None:
    private = {kind.path.split("/")[-1].removesuffix(".yaml") for kind in KINDS if kind.is_private}
    assert all(may_hold_records(name) for name in (*private, "private", "Content", "Goals.yaml.txt"))
    assert not any(may_hold_records(name) for name in ("site", "README.md", "contacts-old", "portfolio.yaml"))
