"""LaTeX formulas as MathML, which browsers and feed readers show without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape, unescape
from unicodedata import normalize
from xml.etree import ElementTree as Tree

ELEMENTS = frozenset(
    {
        "math", "mrow", "mi", "mo", "mn", "mtext", "mspace", "msub", "msup", "msubsup", "mfrac", "msqrt",
        "mroot", "mover", "munder", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom",
        "menclose", "semantics", "annotation",
    }
)  # fmt: skip
ATTRIBUTES = {
    "math": {"display", "alttext"},
    "annotation": {"encoding"},
    "mi": {"mathvariant"},
    "mo": {"stretchy", "fence", "form", "minsize", "maxsize", "movablelimits", "symmetric"},
    "mspace": {"width", "depth", "height", "linebreak"},
    "mfrac": {"linethickness"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "mstyle": {"displaystyle", "scriptlevel", "mathcolor"},
    "mpadded": {"width", "height", "depth", "lspace", "voffset"},
    "menclose": {"notation"},
    "mtable": {"displaystyle", "columnlines", "rowlines"},
    "mtd": {"columnalign"},
}
_SENTENCE = re.compile(r"\d[^\\{}]*\s[^\W\d_]{2,}[^\\{}]*\Z")
_LONGEST = 8000  # characters
_ROWS = {"aligned": "align*", "alignedat": "align*", "alignat": "align*", "alignat*": "align*"}
_ROWS |= {"gathered": "matrix", "gather": "matrix", "gather*": "matrix", "multline": "matrix"}
_ROWS |= {"multline*": "matrix", "dcases": "cases", "eqnarray": "align*", "eqnarray*": "align*"}
_ROWS |= {"align": "align*", "flalign": "align*", "flalign*": "align*"}
_KNOWN = {"align*", "array", "bmatrix", "bmatrix*", "Bmatrix", "Bmatrix*", "cases", "matrix", "matrix*"}
_KNOWN |= {"pmatrix", "pmatrix*", "smallmatrix", "split", "substack", "vmatrix", "vmatrix*", "Vmatrix"}
_KNOWN |= {"Vmatrix*", "equation", "equation*", "displaymath", "math"}
STANDALONE = frozenset(
    {"equation", "align", "gather", "multline", "eqnarray", "flalign", "alignat", "displaymath", "math"}
    | {"equation*", "align*", "gather*", "multline*", "eqnarray*", "flalign*", "alignat*"}
)
"""Environments that are formulas by themselves, without dollar signs around them."""
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^{}]*)\}")
_COLUMNS = re.compile(r"(\\begin\{align\*\})\s*\{\s*\d+\s*\}")
_WITHOUT_EFFECT = re.compile(
    r"\\(?:(?:label|require)\s*\{[^{}]*\}|nonumber(?![A-Za-z])|notag(?![A-Za-z])|displaystyle\s*(?=\\begin))"
)
_ESCAPED = re.compile(r"\\.")
_TAGGED = re.compile(r"\\tag(\*?)\s*\{([^{}$]*)\}")
_PLACE = re.compile(r"(\\begin\s*\{(?:aligned|gathered|split)\})\s*\[[tbc]\]")
_FUNCTION = re.compile(r"\\(arg|sgn|sign|lcm|tr|diag|rank|Var|Cov|erf|logit|softmax|ReLU)(?![A-Za-z])")
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_CHILDREN = {"mfrac": 2, "msub": 2, "msup": 2, "msubsup": 3, "mroot": 2, "mover": 2, "munder": 2}
_CHILDREN |= {"munderover": 3}


_IN_ONE_LINE = {
    "mfrac": "{0}/{1}",
    "msub": "{first}_{1}",
    "munder": "{first}_{1}",
    "msup": "{first}^{1}",
    "mover": "{first}^{1}",
    "msubsup": "{first}_{1}^{2}",
    "munderover": "{first}_{1}^{2}",
    "msqrt": "√{all}",
    "mroot": "{1}√{0}",
}


_ACCENTS = {"^": "\u0302", "~": "\u0303", "¯": "\u0304", "‾": "\u0304", "˙": "\u0307", "¨": "\u0308"}
_ACCENTS |= {"→": "\u20d7"}
_RELATIONS = frozenset("=<>≤≥≠≈∼∝→←↔⇒⇔∈∉⊂⊆∣≡∧∨+−±×⋅∪∩")


class UnreadableFormulaError(Exception):
    """A formula that cannot be shown. The argument is the part that is not understood, or empty."""


def formula_html(tex: str, *, display: bool, box: str = "div") -> str:
    """MathML for a formula, with its source as annotation. Raises `UnreadableFormulaError`.

    One that stands by itself is in a `box` that scrolls if the screen is narrow.
    """
    return _formula_html(tex.strip(), display, box)


def is_sentence(tex: str) -> bool:
    """Whether what is between two dollar signs is text: "$5 for a book, and 6$" has no formula."""
    return _SENTENCE.match(tex) is not None


def source_html(tex: str, *, display: bool) -> str:
    """What stands for a formula that cannot be read: its source as code."""
    source = f"<code>{escape(tex.strip(), quote=False)}</code>"
    return f"<p>{source}</p>" if display else source


@lru_cache(maxsize=1024)
def _formula_html(tex: str, display: bool, box: str) -> str:  # a key of the cache
    element = _element(tex, display)
    _check(element)
    math = Tree.Element("math", {"display": "block" if display else "inline"})
    math.set("alttext", " ".join(plain(element).split()))
    semantics = Tree.SubElement(math, "semantics")
    semantics.extend(element)
    Tree.SubElement(semantics, "annotation", {"encoding": "application/x-tex"}).text = tex
    html = Tree.tostring(math, encoding="unicode", short_empty_elements=False)
    return f'<{box} class="formula" tabindex="0">{html}</{box}>' if display else html


def _element(tex: str, display: bool) -> Tree.Element:
    from latex2mathml.converter import Converter  # only for texts with formulas

    if not tex or len(tex) > _LONGEST:
        raise UnreadableFormulaError("")
    prepared = _prepared(tex)
    try:
        converter = Converter(display="block" if display else "inline")
        element: Tree.Element = converter.convert_to_element(prepared)
    except RecursionError:
        raise
    except Exception as error:  # the library's own errors and whatever hostile text makes it stumble over
        raise UnreadableFormulaError("") from error
    for each in element.iter():
        each.text = unescape(each.text) if each.text else each.text
        each.attrib = {
            name: value for name, value in each.attrib.items() if name in ATTRIBUTES.get(each.tag, ())
        }
    return element


def _prepared(tex: str) -> str:
    """The formula in the words that the converter knows."""

    def environment(match: re.Match[str]) -> str:
        name = _ROWS.get(match[2].strip(), match[2].strip())
        if name not in _KNOWN:
            raise UnreadableFormulaError(f"\\begin{{{match[2]}}}")
        if name in ("equation", "equation*", "displaymath", "math"):
            return ""
        return f"\\{match[1]}{{{name}}}"

    text = _WITHOUT_EFFECT.sub("", _COMMENT.sub("", tex))
    text = _TAGGED.sub(lambda tag: rf"\qquad\text{{{tag[2] if tag[1] else f'({tag[2]})'}}}", text)
    text = _FUNCTION.sub(r"\\operatorname{\1}", _PLACE.sub(r"\1", text))
    text = _COLUMNS.sub(r"\1", _ENVIRONMENT.sub(environment, text)).strip()
    brackets = _ESCAPED.sub("", text)
    if not text or brackets.count("{") != brackets.count("}"):
        raise UnreadableFormulaError("")
    if "\\\\" in text and "\\begin" not in text:
        return f"\\begin{{matrix}}{text}\\end{{matrix}}"
    return text


def _check(element: Tree.Element) -> None:
    """Refuse what the converter let through without understanding it."""
    for each in element.iter():
        text = each.text or ""
        if each.tag != "mtext" and (text.startswith("\\") and len(text) > 1):
            raise UnreadableFormulaError(text)
        if (each.tag, text) in (("mi", "&"), ("mi", "{"), ("mi", "}"), ("mo", "&")):
            raise UnreadableFormulaError(text)
        if each.tag not in ELEMENTS:
            raise UnreadableFormulaError("")
        if len(each) != _CHILDREN.get(each.tag, len(each)):
            raise UnreadableFormulaError("")


def plain(element: Tree.Element) -> str:
    """A formula in one line of plain text: (a)/(b), x_i, √(x)."""
    parts = [plain(child) for child in element]
    grouped = [_grouped(part) for part in parts]
    if element.tag == "mover" and len(grouped[1]) == 1:
        return normalize("NFC", parts[0] + _ACCENTS.get(parts[1], "")) if len(parts[0]) == 1 else parts[0]
    if element.tag == "msup" and parts[1] == "′":
        return "".join(parts)
    if element.tag in _IN_ONE_LINE:
        return _IN_ONE_LINE[element.tag].format(*grouped, first=parts[0], all=_grouped("".join(parts)))
    match element.tag:
        case "mtr":
            return " ".join(parts) + "; "
        case "mtable":
            return "".join(parts).rstrip("; ")
        case "mspace" | "mphantom":
            return " "
        case "annotation":
            return ""
    return (element.text or "") + "".join(_spaced(element, parts))


def _grouped(text: str) -> str:
    close = text.replace(" ", "")
    return close if len(close) < 2 or close.isalnum() else f"({close})"


def _spaced(element: Tree.Element, parts: list[str]) -> Iterator[str]:
    """The parts of a row, with spaces around relations and between what would else read as one word."""
    before = ""
    for child, part in zip(element, parts, strict=True):
        if child.tag == "mo" and part in _RELATIONS:
            part = f" {part} " if before else part
        elif before[-1:].isalnum() and part[:1].isalnum() and max(len(before), len(part)) > 1:
            yield " "
        yield part
        before = part
