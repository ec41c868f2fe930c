"""portfolio.yaml and the commitment: what the search is, and what it is held against."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

_GRADUATE = """\
# file: portfolio.yaml
graduate: {name: Sam Example, github: sam-example}
coach: {name: Dana Coach}
site: {url: "https://sam.example", contact: "mailto:hi@sam.example"}
"""
_SEARCH = "search: {programme: software-engineering, start: 2026-06-01, time_zone: America/Chicago}\n"
_TERMS = """\
# file: terms.yaml
name: ours
title: Our terms
programmes:
  - {id: software-engineering, title: Software, field: software engineering, requirements: [posts]}
"""
_PUBLIC_KEY = "age1d45a50n7hlqdmc80c5067xn8p6svndszpa2k2j2vw4lxqm58tdrqyg2q46"
_POSTS = "requirements: [{id: posts, kind: posts, title: Posts"

TIME_ZONE = Rule(
    name="unknown-time-zone",
    severity=Severity.ERROR,
    title="The time zone is not known.",
    what="`search.time_zone` is a name from the IANA list: a region, a slash and a city.",
    why="It decides on which day a time falls, and so in which week. Abbreviations mean several zones.",
    hint="Write an IANA name such as America/Chicago or Europe/Berlin.",
    failing=_GRADUATE + "search: {programme: software-engineering, start: 2026-06-01, time_zone: Chicago}\n",
    mended=_GRADUATE + _SEARCH,
)
COUNTRY = Rule(
    name="unknown-country",
    severity=Severity.ERROR,
    title="The country is not known.",
    what="`search.country` is an ISO 3166 code, alone or with its subdivision: US, or US-IL.",
    why="Its public holidays are no business days, and offers are answered within business days.",
    hint="Write the ISO code, US, or with its subdivision, US-IL.",
    failing=_GRADUATE + "search: {programme: software-engineering, country: Illinois}\n",
    mended=_GRADUATE + "search: {programme: software-engineering, country: US-IL}\n",
)
ENDED_BEFORE_START = Rule(
    name="ended-before-start",
    severity=Severity.ERROR,
    title="The search ends before it starts.",
    what="`search.ended.on` is not before `search.start`.",
    why="One of the two days is a slip, and every verdict hangs on both.",
    hint="Correct one of the two days.",
    failing=_GRADUATE
    + "search:\n  programme: software-engineering\n  start: 2026-06-01\n  time_zone: America/Chicago\n"
    "  ended: {on: 2026-05-02, reason: hired}\n",
    mended=_GRADUATE
    + "search:\n  programme: software-engineering\n  start: 2026-06-01\n  time_zone: America/Chicago\n"
    "  ended: {on: 2026-06-02, reason: hired}\n",
)
PROGRAMME = Rule(
    name="unknown-programme",
    severity=Severity.ERROR,
    title="The commitment has no such programme.",
    what="`search.programme` is the id of a programme of the commitment in force.",
    why="The programme says what a week asks for; without it there is nothing to judge.",
    hint="Write one of the ids that the message names.",
    failing=_GRADUATE + "search: {programme: software}\n",
    mended=_GRADUATE + "search: {programme: software-engineering}\n",
)
PUBLIC_KEY = Rule(
    name="unreadable-public-key",
    severity=Severity.ERROR,
    title="A key that the report should be sealed to is no public key.",
    what="`coach.public_keys` holds age recipients (`age1…`, whose checksum has to fit), and OpenSSH public "
    "keys of the kinds `ssh-ed25519` and `ssh-rsa`, the latter of at least 2048 bits. A secret key found "
    "here has to be replaced: everybody with the file has it.",
    why="A report that is sealed to a key with a slip in it can be opened by nobody.",
    hint="Copy the whole line that weekproof coach keygen prints, or that of a file ending in .pub.",
    fixed=True,
    failing=_GRADUATE.replace("Dana Coach", "Dana Coach, public_keys: [age1dana]") + _SEARCH,
    mended=_GRADUATE.replace("Dana Coach", f"Dana Coach, public_keys: [{_PUBLIC_KEY}]") + _SEARCH,
)
_SIGNING_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBUR/bCbz2Goa5BBEXTSwS/cze6prZLRvchHmFCsUy9X dana"
SIGNING_KEY = Rule(
    name="unreadable-signing-key",
    severity=Severity.ERROR,
    title="A key that should sign the coach's decisions is no public key.",
    what="`coach.signing_keys` holds OpenSSH public keys, each on one line as in a file ending in .pub: "
    "`ssh-ed25519`, `ssh-rsa`, `ecdsa-sha2-…` or those of a security key (`sk-…`). A comment behind the key "
    "is fine, options in front of it are not. A private key found here has to be replaced: everybody with "
    "the file has it.",
    why="A key that cannot be read signs nothing, and every decision would be void without a word why.",
    hint="Copy the line of the coach's .pub file.",
    fixed=True,
    failing=_GRADUATE.replace("Dana Coach", "Dana Coach, signing_keys: [ssh-ed25519 dana]") + _SEARCH,
    mended=_GRADUATE.replace("Dana Coach", f"Dana Coach, signing_keys: [{_SIGNING_KEY}]") + _SEARCH,
)
COMMITMENT = Rule(
    name="unknown-commitment",
    severity=Severity.ERROR,
    title="There is no such commitment.",
    what="`commitment` in portfolio.yaml is the name of a commitment that comes with Weekproof, or the path "
    "of a YAML file inside this repository.",
    why="The commitment is what the search is held against; none is ever assumed in its place.",
    hint="Correct `commitment:` in portfolio.yaml, or add the file.",
    failing=_GRADUATE + _SEARCH + "commitment: flat-iron\n",
    mended=_GRADUATE + _SEARCH + "commitment: flatiron\n",
)
UNSOUND = Rule(
    name="commitment-unsound",
    severity=Severity.ERROR,
    title="A commitment file asks for something that cannot be.",
    what="Programmes ask only for requirements that the file has, parameters stand where they have an "
    "effect, ids stand once, and windows and shares are within their bounds.",
    why="A parameter that does nothing reads like a rule and is none.",
    hint="Correct the file; `flatiron` shows a sound one.",
    failing=_GRADUATE + _SEARCH + "commitment: terms.yaml\n" + _TERMS + _POSTS + ", count: commits}]\n",
    mended=_GRADUATE + _SEARCH + "commitment: terms.yaml\n" + _TERMS + _POSTS + ", min_words: 100}]\n",
)
_LATE = "search: {programme: software-engineering, graduated: 2026-05-01, start: 2026-06-01,\n  "
STARTED_LATE = Rule(
    name="search-started-late",
    severity=Severity.ERROR,
    title="The search started later after graduation than the commitment lets it.",
    what="Where a commitment sets `window.max_start_delay_days`, the search starts at most that many days "
    "after graduation. The shipped commitments set none.",
    why="A school that sets a last day means it; its terms say what follows.",
    hint="Talk to your coach.",
    failing=_GRADUATE
    + _LATE
    + "time_zone: America/Chicago}\ncommitment: terms.yaml\n"
    + _TERMS
    + "window: {max_start_delay_days: 30}\n"
    + _POSTS
    + "}]\n",
    mended=_GRADUATE
    + _LATE
    + "time_zone: America/Chicago}\ncommitment: terms.yaml\n"
    + _TERMS
    + "window: {max_start_delay_days: 31}\n"
    + _POSTS
    + "}]\n",
)
