"""Write the generated parts of the manual: rules, keys, commands, clauses, themes, the picture of the house.

`make docs` runs it; a test compares the files on disk with what it would write now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from docs.clauses import anchor_of, clauses, shipped
from docs.command_reference import command_reference
from docs.house_picture import house_picture
from docs.key_reference import key_reference
from docs.theme_reference import theme_reference
from generator.model.commitment import Commitment
from generator.rules.registry import RULES
from generator.rules.rule import Rule, load_page

DOCS = Path(__file__).parent
FOLDER = DOCS / "rules"
WHOLE_PAGES: Mapping[str, Callable[[], str]] = {
    "clauses.md": clauses,
    "commands.md": command_reference,
    "pictures/house.svg": house_picture,
    "reference.md": key_reference,
    "theme-reference.md": theme_reference,
}
"""Files that are generated completely, by their name below docs/."""


def pages() -> dict[str, str]:
    """The text of every page, by its name below docs/rules/."""
    known = shipped()
    texts = {f"{rule.name}.md": "\n".join(_page(rule, known)) + "\n" for rule in RULES.values()}
    return {**texts, "README.md": "\n".join(_index()) + "\n"}


def _index() -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield "Every finding names its rule. `weekproof explain RULE` shows the same as these pages."
    yield ""
    yield "| Rule | Severity | Summary |"
    yield "| --- | --- | --- |"
    for rule in RULES.values():
        yield f"| [{rule.name}]({rule.name}.md) | {rule.severity.value} | {rule.title.replace('|', '/')} |"


def _page(rule: Rule, commitments: list[Commitment]) -> Iterator[str]:
    page = load_page(rule.name)
    yield f"# {rule.name}"
    yield ""
    yield f"**{rule.title}** Severity: {rule.severity.value}."
    yield ""
    yield page.what
    yield ""
    yield f"**Why.** {page.why}"
    yield from _clauses(rule, commitments)
    if rule.ours:
        yield ""
        yield "The schools' documents don't say this, or don't give the numbers: Weekproof decided it."
    if rule.hint:
        yield ""
        yield f"**What to do.** {rule.hint}"
    for heading, example in (("Fails", page.fails), ("Fixed", page.fixed)):
        if example:
            yield from ("", f"## {heading}", "", "```yaml", example.rstrip("\n"), "```")
    yield from ("", "## Severity", "")
    if rule.fixed:
        yield "No commitment can change it, because the rule is about privacy or about what can't be read."
    else:
        yield f"A commitment file can set a different one: `severities: {{{rule.name}: warning}}`."
    yield ""
    yield "This is how Weekproof reads your records; the school's terms decide."


def _clauses(rule: Rule, commitments: list[Commitment]) -> Iterator[str]:
    for commitment in commitments:
        for terms in commitment.terms_for(rule.applies_to):
            yield ""
            yield f"> {terms.clause}"
            yield ">"
            link = f"../clauses.md#{anchor_of(commitment, terms)}"
            yield f"> [{commitment.title}]({link}). Source: {terms.source}."


def main() -> None:
    """Write the pages, and remove those of rules that no longer exist."""
    for name, make in WHOLE_PAGES.items():
        (DOCS / name).write_text(make(), "utf-8")
    texts = pages()
    FOLDER.mkdir(exist_ok=True)
    for page in FOLDER.glob("*.md"):
        if page.name not in texts:
            page.unlink()
    for name, text in texts.items():
        (FOLDER / name).write_text(text, "utf-8")
    print(f"{len(texts)} pages in docs/rules/, and {', '.join(WHOLE_PAGES)}")


if __name__ == "__main__":
    main()
