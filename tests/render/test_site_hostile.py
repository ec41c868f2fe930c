"""Whatever stands in whatever field, no page gets a script, a handler, a frame or a live scheme."""

from __future__ import annotations

import dataclasses
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.render.files import RenderedSite
from generator.render.site import render_site
from generator.views.public import SiteView
from tests.render import site_views
from tests.render.html_reader import Page, live
from tests.render.site_views import THEMES, one_post, text_of

ATTACKS = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>body{background:url(https://evil.example)}</style>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=' jav&#x09;ascript:alert(1)'>x</a>",
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    "<a href=vbscript:msgbox(1)>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video poster=javascript:alert(1)></video>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    'https://good.example/"onclick="alert(1)',
    "https://good.example/'><script>alert(1)</script>",
    "mailto:a@b.example?body=<script>alert(1)</script>",
    "{{ 7*7 }}{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}",
    "{{ site.__class__ }}",
    "${7*7}<%= 7*7 %>",
    "\x00\x0b\x1b[31m<script>alert(1)</script>",
    "\u202e<b onclick=alert(1)>\ud7ff",
    "]]><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "//evil.example/x.js",
)
MARKDOWN = (
    "[x](javascript:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    '![x](map.png "a\\" onerror=\\"alert(1)")',
    '[x](https://a.example "\\" onclick=\\"alert(1)")',
    "```html\n<script>alert(1)</script>\n```",
    '```js" onload="alert(1)\nx\n```',
    "~~~{.python onclick=alert(1)}\nx\n~~~",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "[^<img src=x onerror=alert(1)>]\n\n[^<img src=x onerror=alert(1)>]: x",
    "# <img src=x onerror=alert(1)>",
    "| <img src=x onerror=alert(1)> |\n| --- |\n| <script>alert(1)</script> |",
    "<div onclick=alert(1)>\n\n**x**\n\n</div>",
    "<h2 id=main>x</h2><h2 id=main>y</h2>",
    '<div class="prose skip vh" tabindex="9">x</div>',
)
# What the reader has checked before a view is made, and what only words of a list can stand in.
KEPT = {
    "address",
    "path",
    "kind",
    "theme",
    "mode",
    "language",
    "url",
    "paper",
    "file",
    "week",
    "redirect_from",
}


def poisoned(value: Any, attack: str) -> Any:
    """`value` with every text in it replaced by `attack`."""
    if isinstance(value, str):
        return attack
    if isinstance(value, tuple):
        return tuple(poisoned(each, attack) for each in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changed = {
        field.name: poisoned(getattr(value, field.name), attack)
        for field in dataclasses.fields(value)
        if not _is_kept(value, field.name)
    }
    return dataclasses.replace(value, **changed)


def _is_kept(value: object, name: str) -> bool:
    if name == "url":
        return isinstance(value, SiteView)  # links of others are as hostile as their titles
    return name in KEPT


def rendered(view: SiteView) -> RenderedSite:
    return render_site(view, THEMES, site_views.images())[0]


def assert_dead(site: RenderedSite) -> None:
    for file, made in site.files.items():
        if file.endswith(".html"):
            page = Page(text_of(site, file))
            assert live(text_of(site, file)) == [], file
            assert not page.trouble, file
            assert len(page.ids) == len(set(page.ids)), file
        if file.endswith((".xml", ".svg")):
            ElementTree.fromstring(made.data)  # noqa: S314  # made here, and must parse


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_in_every_field_at_once_stays_text(attack: str) -> None:
    view = poisoned(site_views.full_view(progress=site_views.progress("full"), tokens=()), attack)
    assert view.name == attack
    assert_dead(rendered(view))


@pytest.mark.parametrize("attack", [*ATTACKS, *MARKDOWN])
def test_an_attack_in_a_text_is_dead_on_its_page_and_in_the_feed(attack: str) -> None:
    site = rendered(one_post(f"Before\n\n{attack}\n\nAfter {attack} after"))
    assert_dead(site)
    feed = ElementTree.fromstring(site.files["atom.xml"].data)  # noqa: S314  # made here
    content = feed.findtext("{*}entry/{*}content") or ""
    assert live(content) == []


@pytest.mark.parametrize("attack", ["{{ 7*7 }}", "{% raw %}", "{{ site.__class__ }}", "{{ site.posts }}"])
def test_templates_in_texts_are_text(attack: str) -> None:
    site = rendered(one_post(attack, title=attack))
    assert attack in Page(text_of(site, "blog/first/index.html")).text


def test_ids_of_a_text_cannot_stand_in_for_the_pages_own() -> None:
    site = rendered(one_post("<h2 id=main>x</h2>\n\n## Sources\n"))
    ids = Page(text_of(site, "blog/first/index.html")).ids
    assert ids.count("main") == 1
    assert "c-sources" in ids


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([*ATTACKS, *MARKDOWN, "\n", "    ", "> ", "- ", "`", "*", "x"]), max_size=8))
def test_no_mixture_of_attacks_comes_alive(parts: list[str]) -> None:
    assert_dead(rendered(one_post("".join(parts))))
