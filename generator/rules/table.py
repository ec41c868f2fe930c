"""All rules, written out by hand: one row a rule, in the order of the manual."""

from __future__ import annotations

from collections.abc import Mapping

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
from generator.rules.files import disk, documents, keys, records, settings, values, yaml_text
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
from generator.rules.site import addresses, leaks, pictures, resume, search, texts, themes, tokens
from generator.rules.weeks import below_minimum

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
    # portfolio.yaml and the commitment
    settings.TIME_ZONE,
    settings.COUNTRY,
    settings.ENDED_BEFORE_START,
    settings.PUBLIC_KEY,
    settings.SIGNING_KEY,
    settings.PROGRAMME,
    settings.COMMITMENT,
    settings.UNSOUND,
    settings.STARTED_LATE,
    site_settings.URL_MISSING,
    site_settings.NO_PUBLIC_CONTACT,
    # files
    disk.UNREADABLE,
    disk.NOT_TEXT,
    disk.TOO_LARGE,
    disk.SYMLINK,
    disk.IGNORED,
    yaml_text.SYNTAX,
    yaml_text.SEVERAL_DOCUMENTS,
    yaml_text.TOO_DEEP,
    yaml_text.ALIAS,
    yaml_text.TAG,
    yaml_text.DUPLICATE_KEY,
    yaml_text.BIDI,
    documents.MISSING,
    documents.UNCLOSED,
    documents.SAME_ADDRESS,
    # keys and values
    keys.UNKNOWN_KEY,
    keys.MISSING_KEY,
    keys.WRONG_SHAPE,
    keys.UNKNOWN_WORD,
    values.DATE,
    values.BOOLEAN,
    values.NUMBER,
    values.ADDRESS,
    values.WEEK,
    values.SLUG,
    records.EXCEED_TOTAL,
    records.UNTIL_BEFORE_ON,
    records.PAUSE_LENGTH,
    # the site
    addresses.RESERVED,
    addresses.UNSAFE,
    addresses.COLLISION,
    addresses.REDIRECT,
    texts.BROKEN_LINK,
    pictures.IMAGE_MISSING,
    pictures.IMAGE_REMOTE,
    pictures.WITHOUT_ALT,
    pictures.UNUSABLE,
    pictures.WITHOUT_AVIF,
    search.LEFT_OUT,
    texts.TOO_LONG,
    texts.TOO_DEEP,
    texts.TOO_SLOW,
    tokens.UNKNOWN,
    tokens.INVALID,
    tokens.CONTRAST,
    *themes.ALL,
    *resume.ALL,
    # privacy, and the program itself
    leaks.RULE,
    repository.RULE,
    repository.UNSEALED,
    crash.RULE,
)

RULES: Mapping[str, Rule] = {rule.name: rule for rule in _ROWS}
"""Every rule by its name. A test holds that no finding has a name that is not here."""
