"""Values: days, numbers, addresses and names that cannot be read as what their key asks for."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

DATE = Rule(
    name="unreadable-date",
    severity=Severity.ERROR,
    title="A value is not a day that exists.",
    what="Days are written year, month, day: 2026-11-03. A time needs its offset from UTC and is turned into "
    "the graduate's time zone. Résumés may give a year or a month alone.",
    why="03/11/26 is three different days in three countries, and the day decides the week.",
    hint="Write year, month and day: 2026-11-03.",
    failing="""\
# file: content/private/goals.yaml
- {title: Ten conversations, due: 2026-06-31}
""",
    mended="""\
# file: content/private/goals.yaml
- {title: Ten conversations, due: 2026-06-30}
""",
)
BOOLEAN = Rule(
    name="unreadable-boolean",
    severity=Severity.ERROR,
    title="A value is neither true nor false.",
    what="`true` and `false` are read, and `yes`, `no`, `on` and `off`, whatever the case.",
    why="Whether an offer is full-time decides about a refund; a guess is not good enough.",
    hint="Write true or false.",
    failing="""\
# file: content/private/offers/2026.yaml
- {employer: Arbor, title: Developer, received: 2026-06-03, full_time: perhaps}
""",
    mended="""\
# file: content/private/offers/2026.yaml
- {employer: Arbor, title: Developer, received: 2026-06-03, full_time: yes}
""",
)
NUMBER = Rule(
    name="unreadable-number",
    severity=Severity.ERROR,
    title="A value is not a number.",
    what="Counts are whole numbers from 0, written in digits alone. The measures of goals may have decimals "
    "behind a point.",
    why="Contributions are added up; a word in their place would be taken for none.",
    hint="Write digits only: 5.",
    failing="""\
# file: content/contributions/2026-06.yaml
- {date: 2026-06-02, source: github-graphql, login: sam-example, commits: three}
""",
    mended="""\
# file: content/contributions/2026-06.yaml
- {date: 2026-06-02, source: github-graphql, login: sam-example, commits: 3}
""",
)
ADDRESS = Rule(
    name="unreadable-address",
    severity=Severity.ERROR,
    title="A value is not an address that can be followed.",
    what="Web addresses are whole: http or https, and a host. `site.contact` may also be `mailto:`. "
    "`graduate.github` is a login and `graduate.repository` is owner/name.",
    why="A link without its scheme leads into the site itself, and one with another scheme can run a script.",
    hint="Write it whole, with https:// in front.",
    failing="""\
# file: content/projects/bus-map.md
---
title: A map of late buses
summary: Where the 9 is late, and when.
demo: buses.example
---
""",
    mended="""\
# file: content/projects/bus-map.md
---
title: A map of late buses
summary: Where the 9 is late, and when.
demo: https://buses.example
---
""",
)
WEEK = Rule(
    name="unreadable-week",
    severity=Severity.ERROR,
    title="A value is not a week that exists.",
    what="Weeks are named by year and ISO week, 2026-W40. Some years have 52 of them, some 53.",
    why="A decision for a week that does not exist answers none.",
    hint="Write year and ISO week: 2026-W40.",
    failing="""\
# as-of: 2026-06-09
# file: content/private/coach-decisions.yaml
decisions:
  - {weeks: [W23], decision: waived, reason: Ill., by: Dana Coach, on: 2026-06-08}
""",
    mended="""\
# as-of: 2026-06-09
# file: content/private/coach-decisions.yaml
decisions:
  - {weeks: [2026-W23], decision: waived, reason: Ill., by: Dana Coach, on: 2026-06-08}
""",
)
SLUG = Rule(
    name="unreadable-slug",
    severity=Severity.ERROR,
    title="A name cannot be part of an address.",
    what="A `slug` has small letters a to z, digits and single hyphens, at most 80 of them. Without one the "
    "file's name is used; a name of signs alone leaves nothing to use.",
    why="Other signs are escaped differently by every program that copies the link.",
    hint="Use small letters a to z, digits and hyphens: late-buses.",
    failing="""\
# file: content/projects/bus-map.md
---
title: A map of late buses
summary: Where the 9 is late, and when.
slug: Late Buses!
---
""",
    mended="""\
# file: content/projects/bus-map.md
---
title: A map of late buses
summary: Where the 9 is late, and when.
slug: late-buses
---
""",
)
