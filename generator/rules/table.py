"""All rules, written out by hand: one row a rule, in the order of the manual.

The row of a rule that is checked in this folder stands beside its check; the rows of all others stand here.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.diagnostics import Severity
from generator.rules import (
    crash,
    not_started,
    outside_window,
    record_in_future,
    repository,
    site_settings,
)
from generator.rules.activities import link_reused, own_specialization, page_not_approved, without_link
from generator.rules.coaching import attendance, cadence, deliverable, history, message_answer, not_attended
from generator.rules.contacts import (
    application,
    bounced,
    external_recruiter,
    identity_incomplete,
    looks_external,
    other_field,
    person_with_unrelated_names,
    repeated,
    summary_repeated,
    without_evidence,
    without_follow_up,
    without_summary,
)
from generator.rules.contributions import other_login, own_repository, superseded
from generator.rules.contributions import without_links as contributions_without_links
from generator.rules.decisions import rules as decisions
from generator.rules.decisions import signature
from generator.rules.offers import answer, granted
from generator.rules.posts import (
    address_reused,
    draft,
    near_duplicate,
    quotation_without_source,
    scheduled,
    too_short,
    without_public_address,
)
from generator.rules.posts import other_field as post_other_field
from generator.rules.rule import Rule
from generator.rules.weeks import below_minimum

FOUND_READING: tuple[Rule, ...] = (
    # portfolio.yaml and the commitment
    Rule(
        name="unknown-time-zone",
        severity=Severity.ERROR,
        title="The time zone is not known.",
        hint="Write an IANA name such as America/Chicago or Europe/Berlin.",
    ),
    Rule(
        name="unknown-country",
        severity=Severity.ERROR,
        title="The country is not known.",
        hint="Write the ISO code, US, or with its subdivision, US-IL.",
    ),
    Rule(
        name="ended-before-start",
        severity=Severity.ERROR,
        title="The search ends before it starts.",
        hint="Correct one of the two days.",
    ),
    Rule(
        name="unreadable-public-key",
        severity=Severity.ERROR,
        title="A key that the report should be sealed to is no public key.",
        hint="Copy the whole line that weekproof coach keygen prints, or that of a file ending in .pub.",
        fixed=True,
    ),
    Rule(
        name="unreadable-signing-key",
        severity=Severity.ERROR,
        title="A key that should sign the coach's decisions is no public key.",
        hint="Copy the line of the coach's .pub file.",
        fixed=True,
    ),
    Rule(
        name="unknown-programme",
        severity=Severity.ERROR,
        title="The commitment has no such programme.",
        hint="Write one of the ids that the message names.",
    ),
    Rule(
        name="unknown-commitment",
        severity=Severity.ERROR,
        title="There is no such commitment.",
        hint="Correct `commitment:` in portfolio.yaml, or add the file.",
    ),
    Rule(
        name="commitment-unsound",
        severity=Severity.ERROR,
        title="A commitment file asks for something that cannot be.",
        hint="Correct the file; `flatiron` shows a sound one.",
    ),
    Rule(
        name="search-started-late",
        severity=Severity.ERROR,
        title="The search started later after graduation than the commitment lets it.",
        hint="Talk to your coach.",
    ),
    # files
    Rule(
        name="file-unreadable",
        severity=Severity.ERROR,
        title="A file or folder of the content cannot be read.",
        hint="Look at the permissions of the file, and at its name.",
        fixed=True,
    ),
    Rule(
        name="file-not-text",
        severity=Severity.ERROR,
        title="A file is not UTF-8 text.",
        hint="Save the file as UTF-8 text: most editors offer that under “Save as”.",
        fixed=True,
    ),
    Rule(
        name="file-too-large",
        severity=Severity.ERROR,
        title="A file is larger than the limit for its kind.",
        hint="Split it into several files, or raise the limit in portfolio.yaml below `limits`.",
        fixed=True,
    ),
    Rule(
        name="symlink-in-content",
        severity=Severity.ERROR,
        title="A symbolic link stands among the content.",
        hint="Put the file itself here.",
        fixed=True,
    ),
    Rule(
        name="file-ignored",
        severity=Severity.WARNING,
        title="A file below `content/` is read by nobody.",
        hint="Look for a slip in the name of the folder or the file.",
    ),
    Rule(
        name="yaml-syntax",
        severity=Severity.ERROR,
        title="This is not YAML that can be read.",
        hint="Compare with the lines above: spaces, colons, quotation marks.",
        fixed=True,
    ),
    Rule(
        name="yaml-several-documents",
        severity=Severity.ERROR,
        title="A YAML file holds more than one document.",
        hint="Remove the line `---`; one file holds one list.",
        fixed=True,
    ),
    Rule(
        name="yaml-nested-too-deep",
        severity=Severity.ERROR,
        title="YAML is nested deeper than any record is.",
        hint="Look for a bracket that is never closed.",
        fixed=True,
    ),
    Rule(
        name="yaml-alias",
        severity=Severity.ERROR,
        title="YAML's anchors, aliases and merges are not read here.",
        hint="Write the value out, or put it in quotes if the sign belongs to the text.",
        fixed=True,
    ),
    Rule(
        name="yaml-tag",
        severity=Severity.ERROR,
        title="YAML's tags are not read here.",
        hint="Remove it, or put the value in quotes if it belongs to the text.",
        fixed=True,
    ),
    Rule(
        name="duplicate-key",
        severity=Severity.ERROR,
        title="A key is written twice in one record.",
        hint="Keep one of them, or begin a new record with `- ` where a second one was meant.",
    ),
    Rule(
        name="bidi-control-character",
        severity=Severity.ERROR,
        title="An invisible character turns the reading direction round.",
        hint="Delete the character and type the text again.",
    ),
    Rule(
        name="front-matter-missing",
        severity=Severity.ERROR,
        title="A Markdown file has no front matter.",
        hint="Begin the file with `---`, then `title: …`, then `---`.",
        fixed=True,
    ),
    Rule(
        name="front-matter-unclosed",
        severity=Severity.ERROR,
        title="The front matter of a Markdown file is never closed.",
        hint="Close it with a line of `---`.",
        fixed=True,
    ),
    Rule(
        name="same-address",
        severity=Severity.ERROR,
        title="Two texts have the same address.",
        hint="Give one of the two another `slug:`.",
    ),
    # keys and values
    Rule(
        name="unknown-key",
        severity=Severity.ERROR,
        title="A key is not known here.",
        hint="Look for a slip; keys are written with underscores.",
    ),
    Rule(
        name="missing-key",
        severity=Severity.ERROR,
        title="A key that is needed here is missing or empty.",
        hint="Add a line with the key and its value.",
    ),
    Rule(
        name="value-of-wrong-shape",
        severity=Severity.ERROR,
        title="A list, a group of keys or a text stands where something else belongs.",
        hint="A list is written [one, two]; a group is `key: value` lines, indented.",
    ),
    Rule(
        name="unknown-word",
        severity=Severity.ERROR,
        title="A word is not one of those that are known here.",
        hint="Write one of the words that the message names.",
    ),
    Rule(
        name="unreadable-date",
        severity=Severity.ERROR,
        title="A value is not a day that exists.",
        hint="Write year, month and day: 2026-11-03.",
    ),
    Rule(
        name="unreadable-boolean",
        severity=Severity.ERROR,
        title="A value is neither true nor false.",
        hint="Write true or false.",
    ),
    Rule(
        name="unreadable-number",
        severity=Severity.ERROR,
        title="A value is not a number.",
        hint="Write digits only: 5.",
    ),
    Rule(
        name="unreadable-address",
        severity=Severity.ERROR,
        title="A value is not an address that can be followed.",
        hint="Write it whole, with https:// in front.",
    ),
    Rule(
        name="unreadable-week",
        severity=Severity.ERROR,
        title="A value is not a week that exists.",
        hint="Write year and ISO week: 2026-W40.",
    ),
    Rule(
        name="unreadable-slug",
        severity=Severity.ERROR,
        title="A name cannot be part of an address.",
        hint="Use small letters a to z, digits and hyphens: late-buses.",
    ),
    Rule(
        name="contributions-exceed-total",
        severity=Severity.ERROR,
        title="A day's contributions by repository are more than the day had.",
        hint="Correct the figure that is wrong.",
    ),
    Rule(
        name="decision-until-before-on",
        severity=Severity.ERROR,
        title="A decision ends before it is made, so it is void.",
        hint="Correct one of the two days.",
    ),
    Rule(
        name="pause-of-impossible-length",
        severity=Severity.ERROR,
        title="A pause ends before it begins, or lasts more than a year.",
        hint="Correct one of the two days.",
    ),
)
"""Rules without a check here: readers find them, and give a finding the name as text."""

FOUND_RENDERING: tuple[Rule, ...] = (
    Rule(
        name="reserved-address",
        severity=Severity.ERROR,
        title="A text takes an address of the site itself.",
        hint="Choose another name with `slug:`.",
    ),
    Rule(
        name="unsafe-address",
        severity=Severity.ERROR,
        title="An address cannot be used on every system.",
        hint="Give it another `slug`, or rename its file.",
    ),
    Rule(
        name="address-collision",
        severity=Severity.ERROR,
        title="Two addresses are the same on many machines.",
        hint="Give one of them another name.",
    ),
    Rule(
        name="redirect-invalid",
        severity=Severity.ERROR,
        title="An old address of a post cannot lead to the new one.",
        hint="An old address looks like /2024/05/old-name/ or old-name.html.",
    ),
    Rule(
        name="broken-link",
        severity=Severity.ERROR,
        title="A link leads nowhere inside the site.",
        hint="Compare the link with the name of the file that it should lead to.",
    ),
    Rule(
        name="image-missing",
        severity=Severity.ERROR,
        title="A picture that a text shows is not there.",
        hint="Compare with the names of the files in content/images/.",
    ),
    Rule(
        name="image-remote",
        severity=Severity.WARNING,
        title="A picture is on another host, so its description is shown instead.",
        hint="Save it into content/images/: a visitor's browser should call nobody else.",
    ),
    Rule(
        name="image-without-alt",
        severity=Severity.WARNING,
        title="Nothing says what a picture shows.",
        hint="Say in a few words what one would miss without the picture.",
    ),
    Rule(
        name="unusable-picture",
        severity=Severity.ERROR,
        title="A picture that a page shows cannot be published.",
        hint="Open it in a picture program and save it again as PNG or JPEG.",
    ),
    Rule(
        name="image-without-avif",
        severity=Severity.NOTE,
        title="Pictures are not offered as AVIF.",
        hint="Install a Pillow of 11.3 or later from a wheel.",
    ),
    Rule(
        name="search-left-out",
        severity=Severity.NOTE,
        title="The site is published without a search.",
        hint="Install it with: pip install pagefind_bin.",
    ),
    Rule(
        name="markdown-too-long",
        severity=Severity.ERROR,
        title="A text is too long to be shown as one page.",
        hint="Split it into several posts, or put what is data into a file that the text links to.",
    ),
    Rule(
        name="markdown-too-deep",
        severity=Severity.ERROR,
        title="Lists or quotations in a text are nested too deeply to be shown.",
        hint="Look for a long run of list marks or spaces that was pasted in.",
    ),
    Rule(
        name="markdown-too-slow",
        severity=Severity.ERROR,
        title="A text could not be converted in time.",
        hint="Look for long runs of brackets, tags or backslashes that were pasted in.",
    ),
    Rule(
        name="theme-token-unknown",
        severity=Severity.ERROR,
        title="The theme has no such token.",
        hint="Write one of the theme's tokens.",
    ),
    Rule(
        name="theme-token-invalid",
        severity=Severity.ERROR,
        title="A token has a value that a style sheet cannot take.",
        hint="A colour like #0b6e4f, a length like 1.1rem, or a list of fonts.",
    ),
    Rule(
        name="theme-token-contrast",
        severity=Severity.WARNING,
        title="A token makes text hard to read on the theme's paper.",
        hint="Choose a darker ink for light paper, or a lighter paper.",
    ),
    # themes, by `weekproof theme check`
    Rule(
        name="theme-template-broken",
        severity=Severity.ERROR,
        title="A template cannot be read or filled.",
        hint=(
            "Look up in docs/theme-reference.md what the template is given; test with `if` what may be "
            "absent."
        ),
    ),
    Rule(
        name="theme-page-malformed",
        severity=Severity.ERROR,
        title="A page has tags that do not fit into each other.",
        hint="Close each tag in the template that opened it.",
    ),
    Rule(
        name="theme-page-incomplete",
        severity=Severity.ERROR,
        title="A page lacks something that every page needs.",
        hint="Extend `base.html` and write into its blocks: it has all of them.",
    ),
    Rule(
        name="theme-blocked-by-policy",
        severity=Severity.ERROR,
        title="A page or a style sheet has something that the site's policy refuses.",
        hint="Put scripts into `assets/*.js` and styles into `assets/*.css`, and load them from the head.",
    ),
    Rule(
        name="theme-text-unescaped",
        severity=Severity.ERROR,
        title="Text of the portfolio came out as something that lives.",
        hint="Put quotation marks around attributes; write links as `{{ url|outward }}`.",
    ),
    Rule(
        name="theme-other-host",
        severity=Severity.ERROR,
        title="The theme loads something from another host.",
        hint="Put the file below the theme's `assets/`.",
    ),
    Rule(
        name="theme-link-to-other-host",
        severity=Severity.WARNING,
        title="The theme itself links to another host.",
        hint="Leave it out, unless the graduate wants it there.",
    ),
    Rule(
        name="theme-weeks-without-table",
        severity=Severity.ERROR,
        title="The page of the weeks draws them and has no table.",
        hint="Keep the table of `progress.html`; look at it as you like.",
    ),
    Rule(
        name="theme-token-missing",
        severity=Severity.ERROR,
        title="A style sheet uses a token that no style sheet declares.",
        hint="Declare it in the theme's `assets/tokens.css`.",
    ),
    Rule(
        name="theme-file-unread",
        severity=Severity.WARNING,
        title="A file of the theme is read by nobody.",
        hint="Look for a slip in its name, put it below `assets/`, or remove it.",
    ),
    # the résumé
    Rule(
        name="resume-letters-missing",
        severity=Severity.WARNING,
        title="The résumé has letters that no font of its PDF has, so there is no PDF.",
        hint="Put a font that has them into content/fonts/ and name it as `site.resume.font`.",
    ),
    Rule(
        name="resume-font-unusable",
        severity=Severity.ERROR,
        title="The font that the résumé asks for cannot be used.",
        hint="Put the file into content/fonts/: its name ends with .ttf, .otf or .ttc.",
    ),
    Rule(
        name="resume-too-long",
        severity=Severity.WARNING,
        title="The résumé has more than two pages.",
        hint=(
            "Keep three or four highlights a job, the strongest ones, and one line for what is ten years old."
        ),
    ),
    Rule(
        name="resume-facts-lost",
        severity=Severity.WARNING,
        title="A program that reads the résumé's PDF would lose a fact of it.",
        hint="Plain words in plain letters arrive best.",
    ),
    Rule(
        name="typesetter-missing",
        severity=Severity.NOTE,
        title="The résumé's PDF and the cards were not made: typst is not installed.",
        hint="Install it with `pip install typst`, or build on a system that has it, such as CI.",
    ),
    # privacy
    Rule(
        name="private-text-in-public-output",
        severity=Severity.ERROR,
        title="The public site would show something private.",
        hint="Leave it out, put it in other words, or name the person in `mentions` on purpose.",
        fixed=True,
    ),
)
"""The same, found while the site is rendered, its theme is checked, or it is searched for leaks."""

_ROWS: tuple[Rule, ...] = (
    # weeks
    below_minimum.CONTACTS,
    below_minimum.POSTS,
    below_minimum.CONTRIBUTIONS,
    below_minimum.ACTIVITIES,
    below_minimum.CHECK_INS,
    below_minimum.NO_WAY,
    # any record
    not_started.RULE,
    outside_window.RULE,
    record_in_future.RULE,
    # contacts
    identity_incomplete.RULE,
    without_summary.RULE,
    external_recruiter.RULE,
    application.RULE,
    other_field.RULE,
    bounced.RULE,
    without_follow_up.RULE,
    repeated.RULE,
    without_evidence.RULE,
    looks_external.RULE,
    summary_repeated.RULE,
    person_with_unrelated_names.RULE,
    # posts
    draft.RULE,
    scheduled.RULE,
    post_other_field.RULE,
    without_public_address.RULE,
    too_short.RULE,
    near_duplicate.RULE,
    address_reused.RULE,
    quotation_without_source.RULE,
    # contributions
    other_login.RULE,
    contributions_without_links.RULE,
    superseded.RULE,
    own_repository.RULE,
    # design activities
    without_link.RULE,
    link_reused.RULE,
    own_specialization.RULE,
    page_not_approved.RULE,
    # offers
    answer.RULE,
    granted.RULE,
    # the coach
    not_attended.RULE,
    message_answer.ANSWER,
    message_answer.SILENCE,
    attendance.RULE,
    deliverable.RULE,
    cadence.CHECK_IN,
    cadence.MATERIAL_REVIEW,
    cadence.MOCK_INTERVIEW,
    history.GOAL_REVIEW,
    history.LOGGED,
    # the coach's decisions
    decisions.UNFINISHED,
    decisions.UNNEEDED,
    decisions.UNKNOWN_REQUIREMENT,
    decisions.EXPIRED,
    *signature.ALL,
    # portfolio.yaml
    site_settings.URL_MISSING,
    site_settings.NO_PUBLIC_CONTACT,
    *FOUND_READING,
    *FOUND_RENDERING,
    # privacy, and the program itself
    repository.RULE,
    repository.UNSEALED,
    crash.RULE,
)

RULES: Mapping[str, Rule] = {rule.name: rule for rule in _ROWS}
"""Every rule by its name. A test holds that no finding has a name that is not here."""
