"""Attacks in every line of a résumé: it is set as text, or the letters that no font has are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.site.resume.test_files import PDF, made
from tests.support.attacks.attacks import GROUPS
from tests.support.site_views import resume


@pytest.mark.parametrize("group", GROUPS)
def test_a_resume_full_of_attacks_is_set_or_its_letters_are_told(group: str) -> None:
    job = resume().work[0]
    jobs = [replace(job, name=each, role=each, summary=each, highlights=(each,)) for each in GROUPS[group]]
    files = made(replace(resume(), work=tuple(jobs)))
    assert (PDF in files.files) != ("resume-letters-missing" in [one.rule for one in files.diagnostics])
