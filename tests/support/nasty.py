"""What graduates write when they try hard: the values from which random searches are made."""

from __future__ import annotations

from typing import Any

Plain = dict[str, Any]


def _who(
    first: str | None,
    last: str | None,
    employer: str | None = "Quill",
    person: str | None = None,
    single: bool = False,
    email: str | None = None,
) -> Plain:
    return {
        "first_name": first,
        "last_name": last,
        "employer": employer,
        "person": person,
        "single_name": single,
        "email": email,
    }


# Families of people who look alike; within each some are one individual and some are not.
FAMILIES = [
    [
        _who("Ann", "Lee"),
        _who("ANN ", " lee"),
        _who("\uff21nn", "Lee", "QUILL"),
        _who("Ann", "Lee", person="lee-1"),
        _who("Ann", "Lee", person="lee-2"),
        _who("Ann", "Chen", "Northline", person="lee-1"),
        _who("Ann", "Chen", "Northline"),
    ],
    [_who("Ann", "Lee"), _who("Ann", "Lee", person="lee-1"), _who("Ann", "Lee", person="lee-2")],
    [_who("Ann", "Lee"), _who("Ann", "Lee", "Northline"), _who("Ann", "Leeds"), _who("Anna", "Lee")],
    [
        _who("Jörg", "Strauß", "Harbour & Söhne"),
        _who("Jo\u0308rg", "STRAUSS", "harbour &  söhne"),
        _who("Jörg", "Strauss", "Harbour & Söhne", person="JS"),
        _who("Jörg", "Strauß", "Harbour & Söhne", person="js"),
    ],
    [_who("Cher", None, single=True), _who("cher", " ", single=True), _who("Cher", "-", single=True)],
    [
        _who("José", "O’Neil", "Quill, Inc."),
        _who("Dr. Jose", "O'Neil, PhD", "The Quill LLC"),
        _who("jose (he/him)", "ONeil Jr.", "Quill"),
        _who("Jose", "O'Neil", "Quill Labs"),
        _who("Jose", "Neil", "Quill"),
        _who("Jose", "O'Neil", "quill", person="jose"),
    ],
    [
        _who("Jon", "Park", email="jon@quill.example"),
        _who("Jonathan", "Park", email="Jon@quill.example"),
        _who("Jon", "Park"),
        _who("Jonathan", "Park"),
        _who("Jonathan", "Park", "Northline", email="jon@quill.example"),
        _who("Joan", "Park", email="jon@quill.example"),
    ],
    [_who("Bo", "van der Berg"), _who("Bo", "van  der\u00a0Berg"), _who("李", "小龙"), _who("Bo", "Berg")],
]
PEOPLE = [one for family in FAMILIES for one in family]
# Records that leave open who it was.
NOBODIES = [
    _who("Cher", None),
    _who("?", "Park"),
    _who("Kim", "n/A"),
    _who("Kim", "Park", " "),
    _who("Kim", "Park", "TBD"),
    _who("Kim", "Park", "n.a."),
    _who(None, None, None, person="lee-2"),
]

KINDS = [
    "networking",
    "networking",
    "networking",
    "interview",
    "warm-outreach",
    "cold-outreach",
    "cold-outreach",
    "external-recruiter",
    "application",
]

# What may be odd about a contact besides; most have nothing.
ODDITIES: list[Plain] = [{}] * 12 + [
    {"bounced": True},
    {"summary": " \n"},
    {"summary": None},
    {"title": None},
    {"title": "Unknown"},
    {"title": "?!"},
    {"field": "nursing"},
    {"field": "OWN"},
    {"field": "own-id"},
]

_ONE = [f"one{n}" for n in range(14)]
_TWO = [f"two{n}" for n in range(14)]


def _text(words: list[str]) -> str:
    return " ".join(words)


# Bodies around the limits of length and likeness, with code that must not be counted.
BODIES = [
    "",
    " \n",
    "too few words here",
    _text(_ONE),
    _text(_ONE),
    _text(_ONE).upper(),
    _text([*_ONE[:-1], "other"]),
    _text([*_ONE[:6], "other", *_ONE[7:]]),
    _text(_ONE[:9]),
    _text(_ONE[:10]),
    _text(_ONE[:12]),
    _text(_ONE) + "\n\n```python\n" + _text(_TWO) + "\n```\n",
    _text(_TWO),
    _text(_TWO[:4]) + "\n\n```\n" + _text(_ONE) + "\n```\nlast",
    _text(_TWO[:8]) + " `" + _text(_ONE) + "`",
    _text(_ONE) + "\n\n" + _text(_TWO),
]
URLS = [
    None,
    None,
    None,
    "https://writing.example/a",
    "https://Writing.example/a/",
    "https://writing.example/A",
    "https://writing.example/a#part",
    "https://writing.example/a?page=2",
    "https://video.example/a",
    "https://writing.example/a#/first",
    "https://writing.example/a#/second/",
    "http://localhost:8000/a",
]
COMMITS = [[], [1], [1, 2], [3], [2, 3]]
LINKS = [
    None,
    "in my notebook",
    "ftp://files.example/a",
    "https://localhost/a",
    "https://work.example/1",
    "https://WORK.example/1/",
    "http://work.example/1",
    "https://work.example/2",
    "https://work.example/3",
    "https://work.example/4",
    "https://work.example/5",
    "https://work.example/6",
]
PAGES = [
    None,
    "designchallenge.xyz",
    "https://designchallenge.xyz/12",
    "https://www.designchallenge.xyz/13",
    "https://DESIGNCHALLENGE.xyz",
    "https://evil-designchallenge.xyz/1",
    "https://designchallenge.xyz.example/1",
    "https://designchallenge.xyz@evil.example/1",
]
OWN = "sam-example/job-search"
REPOSITORIES = [OWN, "SAM-example/Job-Search", "sam-example/maps", "o/r"]
LOGINS = ["sam-example"] * 5 + ["Sam-Example", "somebody-else"]
SOURCES = ["github-graphql", "github-events", "git-log", "by-hand", "by-hand"]
ASKED = [
    None,
    None,
    [],
    ["contacts"],
    ["blog-post"],
    ["github-contributions", "design-activity"],
    ["offer-answer", "offer-granted"],
    ["offer-answer", "blog-post"],
    ["offer-granted", "contacts"],
    ["nonsense"],
]
