"""Whether a name in a text is meant as one: not words with small letters, not code, not our own texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from generator.core.resources import shipped_themes
from generator.core.text import fold
from generator.guard.normalize import words
from generator.guard.patterns import AFTER, APART, BEFORE, Secret
from generator.model.individuals import bare_name

NAMES = frozenset({"name", "single-name"})
"""The kinds of secrets that a text may have by chance."""
CODE_FILES = (".css", ".js", ".mjs", ".wasm", ".pagefind")
"""Published files that are code."""

# Names that are words of English as well: "will power", "max, min", "an do".
_WORDS = frozenset(
    """
    a ace act ad age al all amber amity an and angel any apple april arc ark arm art ash aspen at august
    aurora autumn back baker ball band bank banks bar barber bass bath bay be beach bean bear beck bell
    bench bend berry best bill bin bird bishop black blank blaze block bloom blue board bob bold bolt
    bond book booker boss bow bowl box branch brand brave bread bridge bright brook brooks brown brush
    buck bud buddy bull bush butcher butler button by cage camp can candy cane cannon car card carol
    carpenter carter cash castle chain chance chandler change chapel chapman charity chase check cherry
    child chip church city clay clear clerk click cliff close cloud clover coach coal coast code coffee
    cold cole college con cook cookie cool cooper coral corn counter court cow craft crane creek crew
    crisp cross crow crown crystal cup curry daisy dale dam dance dark date dawn day days de dean dear
    deck deep delta destiny dew dial diamond dick do doc dock dot down drake draper drew drink driver
    drop duck duke dusk earl early east easter end english eve ever fair fairy faith fall farmer farrow
    fast fay feather fern field fields finch fine fire fish fisher flag flame flint flora flower fly
    font foot for ford forest form foster fountain fox frame frank free french friend frost fuller gale
    game garden gates gene genesis gentle gift ginger glass glen go gold golden good grace grand grant
    gravel gray green grey grid ground grove guy hale hall ham hand hardy hare harmony harper harry hart
    hawk hay hazel head heath heather height hi high hill hills ho holiday holly home honey hood hook
    hope horn horse house hunt hunter i ice in index iris iron it ivory ivy jack jade jasmine jay jean
    jet jewel job joy july june just justice key keys kid kind king kit knight ladd lake lamb lance land
    lane large lark last laurel law lay le lead leaf lee legend li light lily lime lin line lines link
    links lion list little live lo lock log long lord lot love low luck lucky lush ma mark market marks
    marsh mason master max may mc me melody mercy merit merry mild miles mill miller min mine mini mint
    miss mist misty mo mode moon moor more moss most mount mountain move my name new nice nick night no
    noble noon nor norm north now nun oak oh olive on only opal or our out owl pace page pages paige
    painter palm park parks parson part parts pass pat path patience pea peace peach pear pearl peg pen
    penny pepper pike pine piper pitt place plum point pole pool poor pope poppy port porter post potter
    pound power powers prairie press price pride prime prince princess prior proper prose pure purple
    queen quick quill rail rain ram ran ranch rand randy ray read real red reed reef reeves rein rest
    rice rich rider ring river rivers road rob robin rock rocky rod roman root rope rose rosemary row
    ruby rule rush rusty sad sage sail salt sand sandy saw say scarlet school sea see self serenity set
    shade sharp shell shepherd shine ship shore short show silk silver sin singer site size skip sky
    slow small smart smith snow so soft sole son song sonny south sparks speed spring squire star stark
    start state stay steel step sterling still stock stone storm story stout strange street strong style
    sue sum summer summers sun sunny sure swan sweet swift table tailor tall tan tanner tate taylor
    temple ten test thorn tiger time to tod today top tower town trace track trail tree tries trinity
    troy true trust tune turn turner underwood up upton vale valentine van vine viola violet wade wagner
    wait walker wall wally want war ward warden ware warm warner water waters way wealth weaver web
    weeks well wells west wheat wheel wheeler while white width wild wilder will wills win wind wine
    winter winters wise wit wolf wong wood woods woody word words work works world worth wren wright x
    yard year yes yi yo you young yu zen
    """.split()  # noqa: SIM905 - a list of many strings is harder to read
)
# Names that are places as well: "in Jordan, page layouts run from right to left".
_PLACES = frozenset(
    """
    africa alexandria america asia athens austin bristol brooklyn carolina chad charlotte chelsea chester
    dakota dallas denver devon florence geneva georgia houston india ireland israel jackson jordan kent kenya
    lancaster lincoln london lourdes madison memphis milan montana nevada odessa orlando oxford paris
    phoenix preston regina salem savannah siena sydney trent tyrone verona vienna virginia warren york
    """.split()  # noqa: SIM905 - as above
)


def is_word(name: str) -> bool:
    """Whether a name is a word or a place in English as well."""
    return fold(name) in _WORDS or fold(name) in _PLACES


def needs_capitals(secret: Secret) -> bool:
    """Whether the name consists of words, or of initials, and is one only with capitals."""
    if secret.kind not in NAMES:
        return False
    name = secret.parts if secret.kind == "name" else secret.parts[:1]
    own = [word.decode() for part in name for word in words(fold(part))]
    return bool(own) and all(is_word(word) or (len(word) == 1 and word.isascii()) for word in own)


@cache
def capitalized(secret: Secret) -> re.Pattern[str]:
    """The name with capitals, its words next to each other."""
    return _with_capitals(secret, APART)


@cache
def side_by_side(secret: Secret) -> re.Pattern[str]:
    """The name with capitals and blanks between, as in a text in code."""
    return _with_capitals(secret, r"[ \t\u00a0]+")


def _with_capitals(secret: Secret, apart: str) -> re.Pattern[str]:
    name = secret.parts if secret.kind == "name" else secret.parts[:1]
    orders = {order for parts in (name, tuple(map(bare_name, name))) for order in (parts, parts[::-1])}
    runs = [" ".join(order).replace(".", " ").split() for order in sorted(orders)]
    return re.compile("|".join(BEFORE + apart.join(map(_capital, run)) + AFTER for run in runs))


def _capital(word: str) -> str:
    upper = word[0].upper()
    first = re.escape(upper) if upper != word[0].lower() else re.escape(word[0])
    return first + (f"(?i:{re.escape(word[1:])})" if word[1:] else "")


def plain_letters(text: str) -> str:
    """The text with its capitals, without compatibility forms and invisible characters."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in composed if unicodedata.category(letter) != "Cf")


_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})", re.MULTILINE)
_INLINE = re.compile(r"(?<!`)(`+)(?!`)([^\n]*?[^`\n])\1(?!`)")


def without_code(text: str) -> tuple[str, str]:
    """The prose and the code of a Markdown text, each with blanks for the other and all line breaks."""
    prose: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            prose.append(_blank(line))
            if mark and mark[1].startswith(fence) and not line.strip(" \t>").strip(fence[0]):
                fence = ""
        elif mark and "`" not in line[mark.end() :]:
            fence = mark[1]
            prose.append(_blank(line))
        else:
            prose.append(_INLINE.sub(lambda code: _blank(code[0]), line) if "`" in line else line)
    shown = "\n".join(prose)
    code = "".join(
        there if there == "\n" or (kept == " " != there) else " "
        for kept, there in zip(shown, text, strict=True)
    )
    return shown, code


def _blank(line: str) -> str:
    return " " * len(line)


def is_our_own(secret: Secret) -> bool:
    """Whether each word of the name is in a text of ours: in a template, a style sheet or a catalogue."""
    bare = {word for part in secret.parts for word in words(bare_name(part))}
    return bool(bare) and _all_single(bare) <= _our_words()


def _all_single(found: Iterable[bytes]) -> set[bytes]:
    """The words without single letters, which are in every program."""
    return {word for word in found if len(word) > 1}


_TEXTS = (".html", ".css", ".js", ".toml", ".svg", ".py")


@cache
def _our_words() -> frozenset[bytes]:
    """The words of everything that we put on a page ourselves."""
    locales = Path(__file__).parents[1] / "site" / "i18n" / "locales"
    themes = (file for theme in shipped_themes().glob("[!_]*") for file in theme.rglob("*"))
    base = (shipped_themes() / "_base").rglob("*")
    files = (*base, *themes, *locales.glob("*.toml"), *locales.parents[1].rglob("*.py"))
    texts = (file.read_bytes() for file in files if file.suffix in _TEXTS)
    return frozenset(word for text in texts for word in words(fold(text.decode("utf-8", "replace"))))
