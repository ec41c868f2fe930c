from __future__ import annotations

import pytest

from generator.publish.links import broken_links
from tests.support.effort import effort
from tests.support.guard import page, rules, site_of

FILES: dict[str, str | bytes] = {
    "index.html": page('<h1 id="top-of-it">x</h1>'),
    "blog/index.html": page("<p>x"),
    "blog/a b/index.html": page('<a name="old">x</a><h2 id="häuser">x</h2>'),
    "images/cat.png": b"\x89PNG",
    "style.css": "body{}",
    "resume.pdf": b"%PDF-",
    "icons.svg": '<svg xmlns="http://www.w3.org/2000/svg"><g id="mail"/></svg>',
}


def broken(body: str, *, at: str = "blog/post/index.html", base: str = "/", head: str = "") -> list[str]:
    site = site_of({**FILES, at: page(body, head)}, {at: ("content/blog/2026-01-02-post.md",)})
    found = broken_links(site, base)
    assert set(rules(found)) <= {"broken-link"}
    return [one.message for one in found]


@pytest.mark.parametrize(
    "link",
    [
        "/", "/index.html", "/blog/", "/blog", "/blog/index.html", "../", "../../", "..", ".", "./", "",
        "#", "#top", "#here", "?q=1#here", "/?x=/nowhere/", "/#top-of-it", "../../#top-of-it",
        "/blog/a%20b/", "/blog/a b/#old", "/blog/a%20b/#h%C3%A4user", "../a%20b/#häuser", "/./blog/../blog/",
        "../../../../..", "/style.css?v=3", "/images/cat.png", "../../images/cat.png", "\\blog\\",
        "/icons.svg#mail", "/resume.pdf#page=2", "/blog/#:~:text=x", " /blog/ ",
        "https://elsewhere.example/x", "//elsewhere.example/x", "mailto:hi@amara.example", "tel:+1",
        "data:,x", "HTTPS://x.example",
    ],
)  # fmt: skip
def test_good_links(link: str) -> None:
    assert broken(f'<p id="here"><a href="{link}">x</a>') == []


@pytest.mark.parametrize(
    "link",
    [
        "/nowhere/", "nowhere", "../nowhere/", "/blog/x.html", "#nowhere", "/#nowhere", "/blog/a%20b/#new",
        "/images/cat.PNG", "/images", "/style.css/", "/icons.svg#phone", "/blog//a%20c/", "?x#nowhere",
        "/blog%2Findex", "/%2e%2e/nowhere",
    ],
)  # fmt: skip
def test_broken_links(link: str) -> None:
    assert len(broken(f'<p id="here"><a href="{link}">x</a>')) == 1


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="{}">', "<img src='{}'>", "<img src={}>", "<IMG SRC = '{}'>", '<img\nalt="a>b"\nsrc="{}">',
        '<img srcset="/images/cat.png 1x, {} 2x">', '<source srcset="{} 100w">', '<script src="{}"></script>',
        '<video poster="{}"></video>', '<object data="{}"></object>', '<link rel="stylesheet" href="{}">',
        '<meta http-equiv="refresh" content="0; url={}">', '<area href="{}">', '<iframe src="{}"></iframe>',
        "<a title='it is \"so\"' href=\"{}\">", '<img alt="<b>" src="{}">',
    ],
)  # fmt: skip
def test_every_kind_of_link_is_followed(tag: str) -> None:
    assert len(broken(tag.format("/gone.png"))) == 1
    assert broken(tag.format("/images/cat.png")) == []


@pytest.mark.parametrize(
    "body",
    [
        '<!-- <a href="/gone/">x</a> -->',
        "<script>const a = '<a href=\"/gone/\">';</script>",
        "<style>a { content: '<img src=\"/gone\">' }</style>",
        '<code>&lt;a href="/gone/"&gt; href="/gone/"</code>',
        '<p title="see href=/gone/ and id=x">x</p>',
        '<p data-href="/gone/" data-src="/gone/">x</p>',
        '<meta name="description" content="0; url=/gone/">',
    ],
)
def test_what_only_looks_like_a_link(body: str) -> None:
    assert broken(body) == []


def test_an_id_that_is_only_written_about_is_none() -> None:
    assert len(broken('<a href="#x">x</a><p title="id=x">&lt;p id="x"&gt;</p><!-- <p id="x"> -->')) == 1


def test_escapes_in_attributes_are_undone() -> None:
    assert broken('<p id="a&amp;b"><a href="#a&amp;b">x</a> <a href="/?a&amp;b=1">x</a>') == []


@pytest.mark.parametrize(
    ("base", "good"), [("/portfolio", True), ("/portfolio/", True), ("", False), ("/", False)]
)
def test_the_base_path_is_part_of_every_full_address(base: str, good: bool) -> None:
    links = '<a href="/portfolio/blog/">x</a><a href="/portfolio">x</a><a href="../">x</a>'
    assert (broken(links, base=base) == []) is good


def test_a_link_beside_the_base_path_is_broken() -> None:
    (told,) = broken('<a href="/blog/">x</a>', base="/portfolio/")
    assert "starts at /portfolio/" in told


def test_the_finding_points_to_the_post() -> None:
    body = page('<a href="/gone/">x</a><a href="/gone/">y</a>')
    sources = ("content/blog/2026-01-02-post.md", "content/blog/2026-01-01-before.md")
    site = site_of({"blog/post/index.html": body}, {"blog/post/index.html": sources})
    (found,) = broken_links(site, "/")
    assert found.location.path == sources[0]


def test_what_is_broken_everywhere_is_told_once() -> None:
    site = site_of({f"p{number}/index.html": page('<a href="/gone/">x</a>') for number in range(9)})
    (found,) = broken_links(site, "/")
    assert "9 pages" in found.message
    assert found.location.path == "site/p0/index.html"


def test_hostile_markup_takes_little_longer_than_a_page_of_links() -> None:
    def read(body: str) -> float:
        bodies = (f"{body}<p>{number}" for number in range(9))  # a page that was read is not read again
        return effort(lambda: broken(next(bodies)))

    honest = read("<p>Some <a href='#main'>links</a> and more.</p>" * 2_000)
    hostile = (
        '<a "',
        "<",
        "<a href='",
        "<!--",
        "<!-- -->",
        "<!-->",
        "<script",
        "<style>",
        "<script></style>",
    )
    for part in hostile:
        assert read(part * (100_000 // len(part))) < 25 * honest, part


@pytest.mark.parametrize(
    "silent",
    [
        "<!-- {} -->", "<script>{}</script>", "<STYLE media='x'>{}</style\n>", "<!--><!-- {} -->",
        "<script>{}<!-- </script> -->", "<!-- </script> {} <script> -->",
    ],
)  # fmt: skip
def test_comments_scripts_and_styles_hold_no_links(silent: str) -> None:
    assert broken(silent.format("<a href='/gone/'>x</a>")) == []
    assert len(broken(silent.format("") + "<a href='/gone/'>x</a>")) == 1


@pytest.mark.parametrize(
    "opened", ["<!-- ", "<script>", "<style> --> ", "<script ", "<!-- <script> </style>"]
)
def test_what_is_never_closed_hides_nothing(opened: str) -> None:
    assert len(broken(opened + "<a href='/gone/'>x</a>")) == 1
