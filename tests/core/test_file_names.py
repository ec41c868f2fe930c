"""Files found by what their names look like."""

from __future__ import annotations

import unicodedata

from generator.core.file_names import FileNames, is_seen_alike, looks_like, odd_space
from generator.environment.evidence import FOLDER, evidence_path

NFD = unicodedata.normalize("NFD", "Zoë.pdf")


def test_names_that_look_alike_are_the_same() -> None:
    names = FileNames([f"a/{NFD}", "a/at 3.04\u202fPM.png", "a/Map.png", "b/x.png", "b/X.png"])
    assert names.similar("a/Zoë.pdf") == f"a/{NFD}"
    assert names.similar("a/at 3.04 PM.png") == "a/at 3.04\u202fPM.png"
    assert names.similar("A/map.PNG") == "a/Map.png"
    assert names.similar("b/x.PNG") is None  # two may be meant
    assert names.similar("b/x.png") == "b/x.png"
    assert names.similar("a/other.png") is None


def test_only_composition_is_no_difference() -> None:
    assert is_seen_alike(NFD, "Zoë.pdf")
    assert not is_seen_alike("a b", "a\u202fb")
    assert (looks_like("a\u202fb\u200b"), odd_space("a\u202fb"), odd_space("a b")) == ("a b", "\u202f", None)


def test_evidence_is_found_however_its_name_is_composed() -> None:
    known = (f"{FOLDER}{NFD}", f"{FOLDER}Screenshot at 3.04\u202fPM.png", f"{FOLDER}Mail.eml")
    assert evidence_path(known, "Zoë.pdf") == known[0]
    assert evidence_path(known, "evidence/Screenshot at 3.04 PM.png") == known[1]
    assert evidence_path(known, "mail.eml") == known[2]
    assert evidence_path(known, "my inbox") is None
