from __future__ import annotations

import base64
import datetime as dt
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.model.contact import Contact
from generator.model.verdict import MonthSpan
from generator.report.render import render_fault_report, render_report
from tests.support import report_views, reports
from tests.support.html_reader import Seen
from tests.support.reports import AS_OF, DIGEST, Made, changed, contact, counts, finding, with_contacts

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "themes" / "_report"
VIEWS = {
    "empty": report_views.empty_view(),
    "full": report_views.full_view(),
    "failing": report_views.failing_view(),
    "design": report_views.design_view(),
    "hostile": report_views.hostile_view(),
}


def page(view: Made) -> str:
    return render_report(view.report, TEMPLATES)["index.html"].decode("utf-8")


def section(text: str, name: str) -> str:
    """The source of one section."""
    return text.partition(f'<section id="{name}">')[2].partition("</section>")[0]


@pytest.fixture(scope="module", params=VIEWS)
def source(request: pytest.FixtureRequest) -> str:
    return page(VIEWS[request.param])


def test_the_four_files() -> None:
    files = render_report(VIEWS["full"].report, TEMPLATES)
    assert list(files) == ["index.html", "report.json", "weeks.csv", "contacts.csv"]


def test_nothing_in_it_can_run_or_ask_the_network(source: str) -> None:
    seen = Seen(source)
    assert seen.open == []
    assert {tag for tag, _ in seen.tags}.isdisjoint(
        {"script", "img", "iframe", "object", "embed", "link", "base", "form", "audio", "video"}
        | {"use", "image", "foreignobject", "animate", "set", "feimage"}  # what an SVG could load or run
    )
    for tag, attributes in seen.tags:
        assert not [
            name for name in attributes if name.startswith("on") or name in ("style", "src", "srcdoc")
        ]
        href = attributes.get("href")
        assert href is None or href.startswith(("https://", "http://", "#")), (tag, href)
    assert "url(" not in "".join(seen.styles)
    assert "@import" not in "".join(seen.styles)


def test_the_policy_comes_first_and_allows_the_one_style_sheet_only(source: str) -> None:
    seen = Seen(source)
    names = [tag for tag, _ in seen.tags]
    first = seen.tags[names.index("head") + 1]
    assert first[0] == "meta"
    assert first[1]["http-equiv"] == "Content-Security-Policy"
    assert names.count("style") == 1
    digest = base64.b64encode(hashlib.sha256("".join(seen.styles).encode()).digest()).decode()
    assert first[1]["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'none'; script-src 'none'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert ("html", {"lang": "en"}) in seen.tags


def test_attacks_are_shown_as_the_text_they_are() -> None:
    source = page(VIEWS["hostile"])
    text = Seen(source).text
    for attack in report_views.ATTACKS[:8]:
        assert attack in text
    assert "李小龍" in text
    assert "nul\ufffd bell\ufffd" in text
    assert not re.search(r"[\0-\x08\x0b\x0c\x0e-\x1f]", source)


def test_only_web_addresses_become_links() -> None:
    source = page(VIEWS["hostile"])
    assert 'href="https://ok.example/a?b=1&amp;c=2"' in source
    assert 'href="javascript' not in source
    assert 'href="data' not in source


def test_links_of_the_page_lead_somewhere(source: str) -> None:
    seen = Seen(source)
    ids = [attributes["id"] for _, attributes in seen.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {str(a["href"])[1:] for _, a in seen.tags if str(a.get("href", "")).startswith("#")}
    assert targets <= set(ids)


def test_the_first_line_is_the_standing_and_what_needs_the_coach_follows() -> None:
    source = page(VIEWS["failing"])
    order = [
        "<h1",
        '<section id="needs">',
        '<dl class="facts">',
        "<nav",
        '<section id="weeks">',
        '<section id="people">',
    ]
    order += [f'<section id="{name}">' for name in ("writing", "code", "goals", "coaching")]
    order += [f'<section id="{name}">' for name in ("offers", "obligations", "decisions", "findings")]
    places = [source.index(mark) for mark in order]
    assert places == sorted(places)


def test_it_says_on_its_face_what_it_is_and_under_which_terms() -> None:
    face = Seen(page(VIEWS["full"])).text
    assert (
        "A record of what was logged, as of Sunday 22 November 2026 (given with --as-of). "
        "The school’s terms decide. Commitment: Flatiron job search commitment (flatiron), "
        f"digest {DIGEST}."
    ) in face


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        ("option", "(given with --as-of)"),
        ("SOURCE_DATE_EPOCH", "(from SOURCE_DATE_EPOCH)"),
        ("clock", "(from the clock)"),
    ],
)
def test_it_says_where_its_day_comes_from(origin: str, words: str) -> None:
    assert words in page(changed(VIEWS["empty"], as_of_from=origin))


def test_a_week_opens_to_its_records_with_the_reasons_in_words_and_by_name() -> None:
    weeks = section(page(VIEWS["full"]), "weeks")
    week = weeks.partition('<tbody id="2026-W44">')[2].partition("</tbody>")[0]
    text = Seen(week).text
    assert "<details><summary>11 records, 1 not counted</summary>" in week
    assert "Week 22 (26 Oct – 1 Nov)" in text
    assert "Contacts: 8 of 8, met" in text
    assert "not counted: external recruiter contact-external-recruiter" in text
    assert "contacts/2026-W44.yaml:89" in text


def test_alternatives_of_a_requirement_are_told() -> None:
    text = Seen(page(VIEWS["design"])).text
    assert "extra credit 0 of 1, or track module 2 of 3, or design challenge 0 of 1" in text


def test_contacts_outside_the_window_are_shown_with_the_reason() -> None:
    view = VIEWS["full"]
    early = changed(
        view.contacts[0],
        line=999,
        date=dt.date(2026, 5, 20),
        counted=False,
        reasons=("outside-window",),
    )
    weeks = section(page(changed(view, contacts=(*view.contacts, early))), "weeks")
    beside = weeks.partition("Contacts that belong to no week: 1</summary>")[2]
    assert "20 May 2026" in beside
    assert "not counted: outside window <code>outside-window</code>" in beside
    assert "belong to no week" not in section(page(view), "weeks")


def test_a_commitment_without_weekly_requirements_has_no_table_of_weeks() -> None:
    view = VIEWS["full"]
    bare = tuple(changed(week, requirements=(), verdict="met") for week in view.weeks)
    weeks = section(page(changed(view, weeks=bare)), "weeks")
    assert "<table" not in weeks
    assert "There are no weekly requirements." in weeks
    assert "Contacts that belong to no week" in weeks


def test_what_is_asked_by_the_month_says_so_in_its_weeks() -> None:
    view = VIEWS["full"]
    june = MonthSpan(dt.date(2026, 6, 1), dt.date(2026, 6, 28), dt.date(2026, 6, 8))
    for judged_here, told in ((True, "in June 2026"), (False, "so far in June 2026")):
        weeks = tuple(
            changed(
                week,
                requirements=tuple(
                    changed(one, month=june, judged_here=judged_here) for one in week.requirements
                ),
            )
            for week in view.weeks
        )
        shown = section(page(changed(view, weeks=weeks)), "weeks")
        assert told in shown
        assert ("so far in June 2026" in shown) is not judged_here
    assert " in June 2026" not in section(page(view), "weeks")


def test_weeks_ahead_are_a_sentence_and_no_row() -> None:
    weeks = section(page(VIEWS["full"]), "weeks")
    assert "Still ahead: week 26 (23–29 Nov)." in weeks
    assert 'id="2026-W48"' not in weeks


def test_what_is_claimed_by_hand_is_marked() -> None:
    code = section(page(VIEWS["full"]), "code")
    assert "<td>1*</td>" in code
    assert "2 days outside these weeks are not shown" in code


def test_summaries_of_old_contacts_are_left_to_the_spreadsheet_and_it_says_so() -> None:
    view = report_views.full_view(20)
    source = page(view)
    assert source.count("<p>Second call.") + source.count("<p>Asked how") == 240
    assert "For the summaries and links of the 260 oldest contacts, see contacts.csv." in source


def test_two_thousand_contacts_stay_below_600_kb() -> None:
    view = report_views.large_view()
    assert len(view.contacts) == 2000
    assert len(page(view).encode()) < 600_000


def test_long_lists_of_people_end_with_how_many_are_left_out() -> None:
    view = report_views.full_view(40)
    contacts = tuple(
        changed(contact, last_name=f"Nr {index}", employer=f"Firm {index}", stage="", kind="cold-outreach")
        for index, contact in enumerate(view.contacts)
    )
    contacts = tuple(changed(contact, next_step="", next_step_on=None) for contact in contacts)
    source = page(changed(view, contacts=contacts, weeks=()))
    assert "Contacted once, nothing pending: 1000<" in source
    assert "500 more, longer ago, are in contacts.csv." in source
    assert "Contacts that belong to no week: 1000<" in source
    assert "700 older ones are in contacts.csv." in source


def test_what_is_said_four_hundred_times_is_said_once() -> None:
    one = finding("contact-without-evidence")
    many = tuple(changed(one, line=line) for line in range(1, 401))
    error = finding("yaml-unreadable", severity="error")
    source = page(changed(VIEWS["empty"], findings=(error, *many)))
    assert source.index("1 error<") < source.index("400 warnings")
    assert source.count("<code>contact-without-evidence</code>") == 1
    assert "<i>p.yaml:12:1</i><i>and 388 more</i>" in source


def test_many_messages_of_one_rule_do_not_drown_the_rest() -> None:
    one = finding("unknown-key")
    many = tuple(changed(one, message=f"m {line}", line=line) for line in range(1, 401))
    source = page(changed(VIEWS["empty"], findings=many))
    assert source.count("<code>unknown-key</code>") == 12
    assert "unknown-key: 388 more like these." in source


def test_an_empty_report_says_what_is_not_there() -> None:
    text = Seen(page(VIEWS["empty"])).text
    assert "Not started. No start date is set, so nothing is required yet." in text
    assert "What needs you Nothing needs you today." in text
    assert "Nothing on record: weeks, people, writing, code, goals" in text


def test_the_report_of_a_fault_has_the_findings_and_claims_nothing_else() -> None:
    one = finding("commitment-unreadable", "<b>No</b> such file.", "error", hint="Fix it.")
    one = changed(one, path="terms.yaml", line=3)
    files = render_fault_report([one], reports.AS_OF, "weekproof 0.1.0", TEMPLATES)
    assert list(files) == ["index.html"]
    seen = Seen(files["index.html"].decode("utf-8"))
    assert "Nothing could be judged" in seen.text
    for words in ("commitment-unreadable", "<b>No</b> such file. Fix it.", "terms.yaml:3:1"):
        assert words in seen.text
    assert "As of Sunday 22 November 2026. Made by weekproof 0.1.0." in seen.text
    assert "On track" not in seen.text


def test_same_view_same_bytes_whatever_the_order_of_hashes() -> None:
    script = (
        "import hashlib, pathlib; from tests.support import report_views; "
        "from generator.report.render import render_report; "
        f"files = render_report(report_views.hostile_view().report, pathlib.Path({str(TEMPLATES)!r})); "
        "print(hashlib.sha256(b''.join(files.values())).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "Pacific/Auckland"), ("2", "America/Los_Angeles"))
    }
    assert len(digests) == 1


def test_the_figures_of_a_week_lead_to_its_records() -> None:
    text = page(report_views.full_view())
    weeks = section(text, "weeks")
    for week in report_views.full_view().weeks:
        for found in week.requirements:
            if week.verdict != "upcoming" and found.records:
                assert f'<a href="#{week.name}-{found.id}">{found.counted} of {found.needed}</a>' in weeks


def test_design_activities_are_listed_with_their_evidence_and_why_they_do_not_count() -> None:
    text = section(page(report_views.design_view()), "activities")
    assert f'href="{report_views.MOTION}"' in text
    assert "on paper" in text
    assert "not counted: page not approved" in text


def test_a_record_shows_its_kind_its_channel_and_its_follow_up() -> None:
    met = contact(0, 0).record
    assert isinstance(met, Contact)
    for fields, words in (
        ({"kind": "networking", "channel": "in-person", "follow_up": AS_OF}, "followed up Sun 22 Nov"),
        ({"kind": "networking", "channel": "in-person"}, "networking, in person, no follow-up"),
        ({"kind": "interview", "channel": "video", "stage": "on-site"}, "interview, video, on site"),
        ({"kind": "warm-outreach", "channel": None, "bounced": True}, "warm outreach, bounced"),
    ):
        view = with_contacts(VIEWS["full"], counts(changed(met, **fields)))
        assert words in section(page(view), "weeks"), words


def test_the_addresses_of_evidence_are_printed() -> None:
    printed = (TEMPLATES / "report.css").read_text("utf-8").partition("@media print")[2]
    assert re.search(r'a\[href\^="http"\]::after \{ content: " \(" attr\(href\) "\)"', printed)


@pytest.mark.parametrize("name", ["empty", "full", "failing", "design"])
def test_no_sentence_of_ours_has_a_day_or_a_week_as_files_have_it(name: str) -> None:
    """Places, lines to paste, ids of rules and what people wrote apart."""
    source = page(VIEWS[name])
    text = re.sub(r"<(pre|code|i|p|small)\b.*?</\1>", "", source[source.index("<body") :], flags=re.DOTALL)
    ours = re.sub(r"<[^>]+>", " ", text)
    assert not re.findall(r"\d{4}-(?:W\d\d|\d\d-\d\d)", ours)
    assert not re.findall(r"\d{4}-\d\d-\d\d", source.partition("<title>")[2].partition("</title>")[0])
