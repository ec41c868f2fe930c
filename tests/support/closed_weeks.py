"""A small repository with records of every kind in five closed weeks and one that is open."""

from __future__ import annotations

from pathlib import Path

from tests.support.repositories import write

AS_OF = "2026-07-08"
CLOSED = ["2026-W23", "2026-W24", "2026-W25", "2026-W26", "2026-W27"]
OPEN = "2026-W28"
PRIVATE = "content/private"
CONTACTS = f"{PRIVATE}/contacts"

SETTINGS = """\
graduate: {name: Sam Example, github: sam-example, email: sam@mail.example}
search: {programme: software-engineering, start: 2026-06-01, time_zone: America/Chicago}
coach:
  name: Dana Coach
site: {url: "https://sam.example", contact: "mailto:hi@sam.example"}
"""


def contact(day: str, name: str, summary: str = "Kanari talked about tests.") -> str:
    return (
        f"- {{date: {day}, kind: interview, first_name: {name}, last_name: Kanarisen,\n"
        f"   title: Developer, employer: Kanari Ltd, summary: {summary}}}\n"
    )


FILES: dict[str, str | bytes] = {
    "portfolio.yaml": SETTINGS,
    f"{CONTACTS}/2026-W23.yaml": contact("2026-06-02", "Ann") + contact("2026-06-03", "Ben"),
    f"{CONTACTS}/2026-W24.yaml": contact("2026-06-09", "Cleo"),
    f"{CONTACTS}/2026-W25.yaml": contact("2026-06-16", "Dan") + contact("2026-06-17", "Eve"),
    f"{CONTACTS}/2026-W27.yaml": contact("2026-06-30", "Fay"),
    f"{CONTACTS}/2026-W28.yaml": contact("2026-07-07", "Gil"),
    f"{PRIVATE}/coaching/2026.yaml": (
        "- {kind: message, date: 2026-06-10, title: kanari, notes: kanari, answered: 2026-06-11}\n"
        "- {kind: message, date: 2026-06-12, title: later, answered: 2026-06-16}\n"
    ),
    f"{PRIVATE}/offers/2026.yaml": "- {employer: Kanari Ltd, title: Developer, received: 2026-06-24}\n",
    f"{PRIVATE}/activities/2026.yaml": (
        "- {date: 2026-06-23, kind: extra-credit, title: Grid, evidence: 'https://grid.example/1'}\n"
    ),
    "content/contributions/2026.yaml": (
        "- {date: 2026-06-18, source: github-graphql, login: sam-example, commits: 3}\n"
    ),
    "content/blog/2026-06-25-queues.md": "---\ntitle: Queues\ndate: 2026-06-25\n---\nOn queues.\n",
}


def with_keys(*keys: str) -> str:
    """The settings with keys to seal to."""
    listed = "".join(f"\n    - {key}" for key in keys)
    return SETTINGS.replace("  name: Dana Coach\n", f"  name: Dana Coach\n  public_keys:{listed}\n")


def lay(root: Path, *keys: str) -> Path:
    """The repository at `root`, sealed to `keys`; `root`."""
    return write(root, {**FILES, "portfolio.yaml": with_keys(*keys) if keys else SETTINGS})
