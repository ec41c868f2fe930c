"""Words of posts, texts that are nearly the same, addresses that are one, and which contributions count."""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from generator.core.cache import pack
from generator.core.text import Dialect
from generator.markdown.convert import LONGEST
from generator.model.fields import DateOrDateTime, is_public_address
from generator.model.kinds import Journal
from generator.model.post import Post
from generator.rules.counting import near_duplicates as near
from generator.rules.counting import words as words_module
from generator.rules.counting.contributions import amount_of, is_all_excluded, rank
from generator.rules.counting.near_duplicates import know_compared, near_duplicates
from generator.rules.counting.posts import normalize_address, reused_addresses
from generator.rules.counting.words import count_words, fingerprint, know_words, shingles, words_of
from tests.support.rules.searches import (
    activity,
    contributions,
    day,
    journal,
    judged,
    post,
    requirement,
    terms,
    with_,
)

FENCED = "a\n```py\ncode\n```\nb"


@pytest.mark.parametrize("dialect", ["github", "python-markdown"])
@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", ""),
        (FENCED, "a b"),
        ("a\n~~~\ncode\n```\nmore\n~~~\nb", "a b"),
        ("a\n````\ncode\n```\nmore\n````\nb", "a b"),
        ('a\n\n```js title="server.js" {1,2}\ncode\n```\n\nb', "a b"),
        ("a\n\n    code\n\nb", "a b"),
        ("a\n    goes on\nb", "a goes on b"),
        ("- a\n\n    of the item\n\n    and again", "a of the item and again"),
        ("1. a\n\n    ```py\n    code\n\n    code\n    ```\n\n2. b", "a b"),
        ("> a\n>\n> ```py\n> code\n> ```", "a"),
        ("a\n\n<pre>code</pre>\n\nb <code>code</code> c", "a b c"),
        ("a\n\n<script>\ncode\n</script>\n\nb", "a b"),
        ("a\n\n<!--\n\nnot this\n-->\n\nb", "a b"),
        ("a $x_i$ b\n\n$$\ny\n$$\n", "a b"),
        ("a &mdash; b &amp; c", "a b c"),
        ("snake\\_case", "snake case"),
    ],
)
def test_prose_is_what_is_not_code(body: str, words: str, dialect: Dialect) -> None:
    assert " ".join(words_of(body, dialect)) == words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("a\n```\nnever closed", "a"),
        ("a\n   ```\ncode\n   ```\nb", "a b"),
        ("- a\n\n  ```sh\n  code\n  ```\n\n- b", "a b"),
        ("a\n- b\n  - c\n", "a b c"),
        ("- [x] a\n- [ ] b", "a b"),
        ("a[^1]\n\n[^1]: b\n\n    c", "a b c"),
        ("> [!NOTE]\n> a", "note a"),
        ("```math\nx\n```\n\na", "a"),
        ("List<String> a", "list string a"),
        ("`` a ` b `` c", "c"),
    ],
)
def test_prose_is_what_githubs_page_has(body: str, words: str) -> None:
    assert " ".join(words_of(body)) == words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("It's a Well-known STRASSE, straße.", ("it's", "a", "well-known", "strasse", "strasse")),
        ("a `code here` b ``c ` d`` e", ("a", "b", "e")),
        ("a <!-- not\nseen --> b ", ("a", "b")),
        ('a <b class="x">bold</b> c', ("a", "bold", "c")),
        ("[told](https://x.example/y) b\n\n[x]: https://x.example/z", ("told", "b")),
        ("![seen](a.png) x_y", ("seen", "x", "y")),
        (FENCED, ("a", "b")),
        ("", ()),
    ],
)
def test_words_are_what_is_read(body: str, words: tuple[str, ...]) -> None:
    assert words_of(body) == words
    assert count_words(body) == len(words)


@pytest.mark.parametrize(
    ("body", "count"), [("日", 1), ("日本", 1), ("日本語", 2), ("日本語訳", 2), ("I 日本 a", 3)]
)
def test_two_signs_without_spaces_are_one_word(body: str, count: int) -> None:
    assert count_words(body) == count


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("버스가 왜 늦는지 알아보려고 도시의 공개 데이터를 읽었습니다", 8),  # Korean has spaces
        ("बसें देर से क्यों आती हैं यह जानने के लिए", 10),  # vowel signs are part of their word
        ("रोज़ाना", 1),
        ("รถเมล์มาสายเพราะอะไร", 5),
        ("バスの遅れを調べる", 5),
        ("Pythonで書く", 3),
        ("我用Python写代码", 4),
        ("مرحبا بالعالم، كيف حالك", 4),
        ("می‌خواهم بروم", 2),  # a joiner that cannot be seen is inside a word
        ("we're well-known cafe\u0301 café", 4),
    ],
)
def test_words_are_counted_as_a_reader_of_the_script_would(body: str, number: int) -> None:
    assert count_words(body) == number


def test_texts_of_every_script_are_compared() -> None:
    thai = "รถเมล์มาสายเพราะอะไรในเมืองนี้ทุกวัน"
    hindi = "बसें देर से क्यों आती हैं यह जानने के लिए"
    for text, other in ((thai, "วันนี้ฉันเขียนโปรแกรมใหม่เพื่อดูเวลา"), (hindi, "मैंने आज नया कोड लिखा और उसे जाँचा भी")):
        assert copies(text, text, other) == [1]
    assert copies("cafe\u0301 a b c d e", "café a b c d e") == [1]


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://sam.example/#/posts/1", "https://sam.example#/posts/1"),
        ("https://sam.example/#/posts/1/", "https://sam.example#/posts/1"),
        ("https://Sam.example/#!posts", "https://sam.example#!posts"),
        ("https://sam.example/a/#part", "https://sam.example/a"),
    ],
)
def test_a_route_behind_a_hash_is_an_address_of_its_own(address: str, key: str) -> None:
    assert normalize_address(address) == key


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://writing.example/a", True),
        ("http://localhost:8000/a", False),
        ("http://127.0.0.1/a", False),
        ("http://192.168.0.7/a", False),
        ("http://8.8.8.8/a", True),
        ("http://laptop.local/a", False),
        ("http://wiki.corp.internal/a", False),
        ("http://laptop/a", False),
        ("http://[::1]/a", False),
        ("http://[bad", False),
    ],
)
def test_an_address_is_public_if_others_can_reach_it(url: str, public: bool) -> None:
    assert is_public_address(url) is public


def test_shingles_are_all_runs_of_five_words() -> None:
    words = tuple("abcdefg")
    assert len(shingles(words)) == 3
    assert len(shingles(words, 6)) == 2
    assert shingles(words[:5]) == shingles(words[:5], 7)
    assert len({*shingles(words[:5]), *shingles(words[:4])}) == 2
    assert shingles(()) == frozenset()
    assert len(shingles(tuple("aaaaaaa"))) == 1
    assert shingles(words) == {mark for run in ("abcde", "bcdef", "cdefg") for mark in shingles(tuple(run))}


def test_another_process_finds_the_same_fingerprints() -> None:
    words = ("a", "ß", "\ud800", "四", "b", "c")
    ask = f"from generator.rules.counting.words import shingles; print(sorted(shingles({words!r})))"
    told = [
        subprocess.run(
            [sys.executable, "-c", ask], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True
        ).stdout.decode()
        for seed in ("1", "2")
    ]
    assert told == [f"{sorted(shingles(words))}\n"] * 2


TEXTS: tuple[tuple[str, Dialect], ...] = (
    ("> a [b](c) d e f g", "github"),
    ("", "github"),
    ("漢字 and words", "python-markdown"),
    ("> said by her", "github"),
)


def test_what_is_kept_of_a_text_is_the_same_and_is_not_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [fingerprint(*text) for text in TEXTS]
    know_words(TEXTS, tmp_path)
    monkeypatch.setattr(words_module, "_new_fingerprint", None)
    know_words(TEXTS, tmp_path)
    assert [fingerprint(*text) for text in TEXTS] == made
    assert [text.quotes and not text.links for text in made] == [False, False, False, True]


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"[]",
        b"7",
        pack(7, [b""]),
        pack([1, True, True, "other"], [b""]),
        pack([1, 1, 1, sys.byteorder], [b"x"]),
    ],
)
def test_what_is_kept_of_a_text_and_damaged_is_found_again(
    damage: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.core.cache.cache_get", lambda *_: damage)
    know_words([("a b", "github")], tmp_path)
    assert fingerprint("a b").number == 2


def test_a_text_that_cannot_become_a_page_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(words_module, "cache_put", lambda _cache, _kind, key, _data: kept.append(key))
    know_words([("x" * (LONGEST + 1), "github"), ("a b", "github")], tmp_path)
    assert len(kept) == 1


def copies(*bodies: str, similarity: float = 0.8, least: int = 5, draft: int | None = None) -> list[int]:
    """Positions of posts with these bodies that are nearly an earlier one."""
    posts: list[Post] = [
        post("06-02", str(location), body=body, draft=location == draft)
        for location, body in enumerate(bodies)
    ]
    asked = requirement("posts", min_words=least, similarity=similarity)
    return sorted(near_duplicates(posts, asked))


def test_texts_are_nearly_the_same_from_the_schools_similarity_on() -> None:
    ten = "a b c d e f g h i j"  # six runs
    more = f"{ten} k l"  # eight, six of them shared
    assert copies(ten, more, similarity=0.75) == [1]
    assert copies(ten, more, similarity=0.76) == []
    assert copies(more, ten, similarity=0.75) == [1]
    # Two texts that share half of each: 2 of 6 runs.
    assert copies("a b c d e f g h", "c d e f g h x y", similarity=1 / 3) == [1]
    assert copies("a b c d e f g h", "c d e f g h x y", similarity=0.34) == []


@pytest.mark.parametrize("bits", [0, 3, 26])  # of the table: nearly all in the same place, or nearly none
@pytest.mark.parametrize("similarity", [0.0, 0.1, 0.5, 0.8, 1.0])
def test_the_pairs_are_those_that_comparing_all_finds(
    similarity: float, bits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(near, "_MOST_BITS", bits)
    chance = random.Random(5)  # noqa: S311 - the same texts each time
    footer = " ".join("footer" + letter for letter in "abcdefghijkl")
    bodies: list[str] = []
    for _ in range(60):
        words = chance.choice(bodies).split() if bodies and chance.random() < 0.5 else footer.split()
        for _ in range(chance.randrange(8)):
            words.insert(chance.randrange(len(words) + 1), chance.choice("abcdefgh"))
        bodies.append(" ".join(words))
    marks = [shingles(words_of(body)) for body in bodies]

    def is_like(one: frozenset[int], other: frozenset[int]) -> bool:
        return bool(one & other) and len(one & other) / len(one | other) >= similarity

    expected = [n for n, own in enumerate(marks) if any(is_like(own, other) for other in marks[:n])]
    assert copies(*bodies, similarity=similarity) == expected
    assert expected


def test_after_any_change_the_pairs_are_those_that_comparing_all_finds(tmp_path: Path) -> None:
    """Texts are changed, added, removed and moved; what was found before is used and is never wrong."""
    chance = random.Random(7)  # noqa: S311 - the same texts each time
    words = [f"w{n}" for n in range(9)]
    bodies = [" ".join(chance.choices(words, k=chance.randint(4, 9))) for _ in range(24)]
    used = 0
    for similarity in (0.2, 0.8):
        for _ in range(60):
            for _ in range(chance.choice((1, 1, 2))):
                at = chance.randrange(len(bodies))
                how = chance.choice(("change", "change", "add", "add a copy", "remove", "move"))
                if how == "remove" or (how.startswith("add") and len(bodies) > 30):
                    del bodies[at]
                elif how == "move":
                    bodies.insert(at, bodies.pop(chance.randrange(len(bodies))))
                elif how == "add a copy":
                    bodies.insert(at, chance.choice(bodies) + " more")
                else:
                    new = " ".join(chance.choices(words, k=chance.randint(4, 9)))
                    bodies[at : at + (how == "change")] = [new]
            posts = [post(f"06-{n + 1:02}", str(n), body=body) for n, body in enumerate(bodies[:28])]
            asked = requirement("posts", min_words=1, similarity=similarity)
            know_compared(tmp_path, None)
            expected = near_duplicates(posts, asked)
            know_compared(tmp_path, tmp_path / "cache")
            with pytest.MonkeyPatch.context() as patch:
                among_all = Mock(wraps=near._among_all)
                patch.setattr(near, "_among_all", among_all)
                assert near_duplicates(posts, asked) == expected
                used += not among_all.called
    know_compared(tmp_path, None)
    assert used > 40


def test_what_all_posts_share_makes_no_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    real = near._similarity

    def counted(one: frozenset[int], other: frozenset[int]) -> float:
        compared.append(1)
        return real(one, other)

    monkeypatch.setattr(near, "_similarity", counted)
    footer = " ".join(f"footer{n}" for n in range(40))
    bodies = [" ".join(f"word{n}of{post}" for n in range(30)) + f" {footer}" for post in range(120)]
    assert copies(*bodies, similarity=0.8) == []
    assert compared == []
    assert copies(*[bodies[0]] * 120) == list(range(1, 120))
    assert len(compared) == 119


def test_a_text_is_compared_with_every_earlier_one() -> None:
    assert copies("a b c d e", "f g h i j", "a b c d e", "f g h i j", "k l m n o") == [2, 3]
    assert copies("a b c d e", "a b c d e", "a b c d e") == [1, 2]


def test_short_texts_and_drafts_are_not_compared() -> None:
    assert copies("a b c d e", "a b c d e", least=6) == []
    assert copies("a b c d e", "a b c d e", least=5) == [1]
    assert copies("a b c d e", "a b c d e", "a b c d e", draft=0) == [2]
    assert copies("a b", "a b c d e", "a b c d e", draft=1) == []
    assert copies("a", "a b c d e", "a b c d e") == [2]


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://Posts.EXAMPLE/Maps/", "https://posts.example/Maps"),
        ("https://posts.example/Maps//", "https://posts.example/Maps"),
        ("https://posts.example/Maps#end", "https://posts.example/Maps"),
        ("https://posts.example/MaX", "https://posts.example/MaX"),
        ("https://posts.example/", "https://posts.example"),
        ("https://posts.example/?p=1", "https://posts.example?p=1"),
    ],
)
def test_an_address_without_what_leads_nowhere_else(url: str, same: str) -> None:
    assert normalize_address(url) == same


def test_an_anchor_is_kept_where_it_tells_works_apart() -> None:
    assert (
        normalize_address("https://work.example/a/#one", keep_fragment=True) == "https://work.example/a#one"
    )
    assert normalize_address("https://work.example/a/", keep_fragment=True) == "https://work.example/a"


def test_an_address_is_taken_by_the_first_post_that_is_no_draft() -> None:
    one, two = "https://posts.example/1", "https://posts.example/2"
    posts = [
        post("06-01", "a", published_url=one, draft=True),
        post("06-02", "b", published_url=one),
        post("06-03", "c", published_url=two, video=one),
        post("06-04", "d", published_url=two),
        post("06-05", "e", published_url=None, video=two),
        post("06-06", "f", published_url=None),
        post("06-07", "g", published_url=None),
        post("06-08", "h", published_url=one, draft=True),
    ]
    assert sorted(reused_addresses(posts)) == [2, 3, 4, 7]


def amounts(asked: str, *found: object) -> list[int]:
    """What each record of the first week adds."""
    weeks = judged(terms(requirement(asked)), "06-10", journal(*found)).weeks
    return [record.amount for record in weeks[0].requirements[0].records]


def test_two_works_on_one_page_are_two_if_each_has_an_anchor() -> None:
    page = "https://work.example/case"
    assert amounts(
        "activities", activity("06-02", 1, evidence=f"{page}#a"), activity("06-03", 2, evidence=f"{page}#b")
    ) == [1, 1]
    assert amounts(
        "activities", activity("06-02", 1, evidence=f"{page}#a"), activity("06-03", 2, evidence=f"{page}/#a")
    ) == [1, 0]


NOON = dt.datetime(2026, 6, 3, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (None, None, [1, 0]),
        (None, DateOrDateTime(day("06-03")), [0, 2]),
        (DateOrDateTime(day("06-03")), None, [1, 0]),
        (DateOrDateTime(day("06-03")), DateOrDateTime(day("06-04")), [0, 2]),
        (DateOrDateTime(day("06-03"), NOON), DateOrDateTime(day("06-03")), [1, 0]),
        (DateOrDateTime(day("06-03")), DateOrDateTime(day("06-03"), NOON), [0, 2]),
        (DateOrDateTime(day("06-04")), DateOrDateTime(day("06-03"), NOON), [1, 0]),
        (
            DateOrDateTime(day("06-03"), NOON),
            DateOrDateTime(day("06-03"), NOON + dt.timedelta(seconds=1)),
            [0, 2],
        ),
    ],
)
def test_of_one_source_the_record_that_was_fetched_later_counts(
    first: DateOrDateTime | None, second: DateOrDateTime | None, expected: list[int]
) -> None:
    one = contributions("06-02", 1, commits=1, fetched_at=first)
    other = contributions("06-02", 2, commits=2, fetched_at=second)
    assert amounts("contributions", one, other) == expected
    better = with_(one, source="github-events", fetched_at=DateOrDateTime(day("06-09")))
    assert rank(better) < rank(other)


def test_without_a_login_of_the_graduates_nothing_counts() -> None:
    found: Journal = journal(
        contributions("06-02", commits=1, login="XXXX"), contributions("06-03", 2, commits=1)
    )
    nobody = with_(found.portfolio, graduate=with_(found.portfolio.graduate, github=None))
    week = judged(terms(requirement("contributions")), "06-10", with_(found, portfolio=nobody)).weeks[0]
    assert [record.reasons for record in week.requirements[0].records] == [("other-login",), ("other-login",)]


@pytest.mark.parametrize(
    ("count", "excluded", "own", "expected"),
    [
        ("contributions", ("self",), "o/own", 4),
        ("contributions", ("self",), "O/OWN", 4),
        ("contributions", ("self",), None, 7),
        ("contributions", (), "o/own", 7),
        ("contributions", ("O/Other", "self"), "o/own", 2),
        ("contributions", ("o/other",), "o/own", 5),
        ("commits", ("self",), "o/own", 0),
        ("commits", ("o/other",), "o/own", 1),
    ],
)
def test_what_is_booked_on_excluded_repositories_is_taken_off(
    count: str, excluded: tuple[str, ...], own: str | None, expected: int
) -> None:
    record = contributions(
        "06-02", commits=3, issues=4, by_repository={"o/own": 3, "O/other": 2, "o/more": 1}
    )
    asked = requirement("contributions", count=count, exclude_repositories=excluded)
    assert amount_of(record, asked, own) == expected
    assert is_all_excluded(record, asked, own) is (expected == 0)


def test_a_day_without_contributions_is_not_excluded() -> None:
    assert not is_all_excluded(contributions("06-02"), requirement("contributions"), "o/own")
