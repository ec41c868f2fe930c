"""Raw HTML to what a page shows: sanitized, with links and pictures resolved within the site."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape, unescape
from pathlib import PurePosixPath
from urllib.parse import quote

from generator.core.messages import Message
from generator.markdown.raw_html import names_a_user
from generator.markdown.sanitize import sanitize
from generator.public.view import ResponsiveImage
from generator.site.images.album import Album
from generator.site.images.html import picture_html
from generator.site.markdown.link_targets import IMAGES, LinkTargets, Target, is_outside, page_id, resolve
from generator.site.urls import escape_url

_IMG = re.compile(r'<img((?:[^">]|"[^"]*")*)>')
# Pictures that have a paragraph to themselves, or one picture of any other place.
_SHOTS = re.compile(
    r'<p>(?P<shots>(?:\s|<br>|<img(?:[^">]|"[^"]*")*>)*<img(?:[^">]|"[^"]*")*>(?:\s|<br>)*)</p>'
    r'|<img(?:[^">]|"[^"]*")*>'
)
_WIDE = 1000  # pixels of a picture that may stand wider than the text of a case study
_TALL = 1.15  # times as high as wide
_MOST_BESIDE = 3
_BROAD = "72rem"
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_TOP = ("#", "#top")
_TAG = re.compile(r"<[^>]*>")
_PICTURES = IMAGES.split("/", 1)[1]
_FILES = "files/"
PAPERS = "content/papers/"  # first pages of PDFs
_PAPER_SIZES = "min(18rem, 100vw - 2.5rem)"
_FIRST_SCREEN = 500  # characters of text above a picture that is still visible without scrolling


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a text is shown: `path` is its file, `address` its page.

    `link` turns a site address with fragment into a link. `in_feed` is for feed readers, which only know
    plain `img`. `has_lead_image` says whether the page shows a picture above the text,
    `is_broad` whether pictures may be wider than the text. `table` is what a
    table without a caption is called, `point` stands between whole numbers and tenths.
    """

    path: str
    address: str
    link: Callable[[str], str]
    in_feed: bool = False
    has_lead_image: bool = False
    is_broad: bool = False
    table: str = "Table"
    point: str = "."


@dataclass(slots=True)
class SafeHtml:
    """Sanitized HTML and what it links to. Links are kept as they were written.

    `links` are links within the site with their targets; `broken` links without one; `missing` pictures
    that do not exist; `remote` pictures on other hosts; `undescribed` pictures without alternative text;
    `unusable` pictures that cannot be published, with name and reason. `images` are the names of the
    pictures shown or linked to, `shown` of those shown, in their order. `otherwise` are links that write the
    path of a file in another way. `stills` are videos without a picture to show until they play, with the
    name that it should have. `has_enlarged` is whether a picture leads to its full file.
    """

    html: str = ""
    ids: set[str] = field(default_factory=set)
    links: list[tuple[str, Target]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    remote: list[str] = field(default_factory=list)
    undescribed: list[str] = field(default_factory=list)
    unusable: dict[str, tuple[str, Message]] = field(default_factory=dict)
    images: set[str] = field(default_factory=set)
    shown: list[str] = field(default_factory=list)
    otherwise: dict[str, str] = field(default_factory=dict)
    stills: dict[str, str] = field(default_factory=dict)
    has_enlarged: bool = False


def postprocess(raw: str, targets: LinkTargets, album: Album, placement: Placement) -> SafeHtml:
    """Sanitize `raw` and resolve its links and pictures for `placement`."""
    postprocessor = _Postprocessor(targets, album, placement, has_top=' id="top"' in raw)
    html = sanitize(raw, postprocessor.attribute, placement.table)
    if placement.in_feed:
        postprocessor.result.html = _IMG.sub(postprocessor.picture, html)
    else:
        postprocessor.result.html = _SHOTS.sub(postprocessor.shots, html)
    if postprocessor.files:
        postprocessor.result.html = _LINK.sub(postprocessor.file_link, postprocessor.result.html)
    if placement.in_feed:  # readers of feeds leave boxes out
        postprocessor.result.html = _BOX.sub(_sign, postprocessor.result.html)
    return postprocessor.result


_LINK = re.compile(r'(<a href="([^"]*)"[^>]*>)((?:(?!</a>).)*)</a>', re.DOTALL)
_SIZED = re.compile(r"\d\s*[KMG]i?B\b", re.IGNORECASE)
_VIDEOS = (".mp4", ".m4v", ".webm", ".ogv")
_STILLS = (".jpg", ".png", ".webp", ".jpeg", ".gif", ".svg")
_BOX = re.compile(r"<input\b[^>]*>")


def _sign(match: re.Match[str]) -> str:
    return "☑" if " checked" in match[0] else "☐"


def _type_and_size(path: str, size: int, point: str) -> str:
    """What a link to a file leads to: PDF, 1.2 MB."""
    kind = PurePosixPath(path).suffix.removeprefix(".").upper()
    amount = f"{max(1, round(size / 1000))} KB"
    if size >= 999_500:
        amount = f"{size / 1e6:.1f} MB".replace(".", point) if size < 9_950_000 else f"{size / 1e6:.0f} MB"
    return f"{kind}, {amount}" if kind else amount


def _attributes(match: re.Match[str]) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}


def _whole(text: str, pattern: re.Pattern[str]) -> re.Match[str]:
    match = pattern.fullmatch(text)
    assert match is not None  # noqa: S101  # the pattern that found it has this one in it
    return match


def _is_tall(image: ResponsiveImage) -> bool:
    width, height = image.size
    return height > _TALL * width


def _rows(pictures: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """At most three beside one another, and rows as even as can be: four are two and two."""
    count = -(-len(pictures) // _MOST_BESIDE)
    size = -(-len(pictures) // count)
    return [pictures[start : start + size] for start in range(0, len(pictures), size)]


@dataclass(slots=True)
class _Postprocessor:
    """`images` has the pictures by the placeholder in their `src`: the written link, the name, the picture.

    `has_top` is whether a heading of the text has the anchor `top`, which is else the beginning of the page.
    """

    targets: LinkTargets
    album: Album
    placement: Placement
    has_top: bool
    result: SafeHtml = field(default_factory=SafeHtml)
    images: dict[str, tuple[str, str, ResponsiveImage]] = field(default_factory=dict)
    videos: dict[str, tuple[str, str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def attribute(self, tag: str, name: str, value: str) -> str | None:
        """The value to keep of an attribute that is allowed; None to drop it."""
        if name == "href":
            return self._href(value)
        if name == "src":
            return self._src(value) if tag == "img" else None
        if name == "id":
            return self._id(value)
        return value

    def shots(self, match: re.Match[str]) -> str:
        """The HTML of a paragraph of pictures: each with its caption, in rows if there are several.

        Or that of one picture which stands in a line, a cell or a link.
        """
        if match["shots"] is None:
            return self.picture(_whole(match[0], _IMG), match)
        found = list(_IMG.finditer(match["shots"]))
        if any(self._image(each) is None for each in found):
            return f"<p>{_IMG.sub(lambda each: self.picture(each, match), match['shots'])}</p>"
        rows = _rows(found)
        return "\n".join(self._row(row, match) for row in rows)

    def _row(self, row: list[re.Match[str]], place: re.Match[str]) -> str:
        """One picture as a figure, several beside one another: the wider it is, the more room it gets."""
        if len(row) == 1:
            return self._figure(row[0], place, "", 1)
        images = [image for each in row if (image := self._image(each)) is not None]
        tenths = [min(max(round(10 * image.size[0] / image.size[1]), 3), 30) for image in images]
        is_tall = all(_is_tall(image) for image in images)
        figures = [
            self._figure(each, place, f' data-wide="{wide}"', wide / sum(tenths))
            for each, wide in zip(row, tenths, strict=True)
        ]
        return f'<div class="shots{" tall" if is_tall else ""}">{"".join(figures)}</div>'

    def _figure(self, match: re.Match[str], place: re.Match[str], mark: str, share: float) -> str:
        attributes = _attributes(match)
        _, name, image = self.images[attributes["src"]]
        is_wide = self.placement.is_broad and image.size[0] >= _WIDE and not _is_tall(image)
        kind = "" if mark else " across" if is_wide else " tall" if _is_tall(image) else ""
        sizes = image.sizes
        if mark or is_wide:
            total = _BROAD if self.placement.is_broad else self.album.measure
            sizes = f"min({share:.2f} * {total}, {share:.2f} * (100vw - 2.5rem))"
            sizes = f"min({total}, 100vw - 2.5rem)" if share == 1 else sizes
        html = self.picture(match, place, sizes=sizes, has_caption=True)
        full = self.album.largest(name) if attributes.get("alt", "").strip() else ""
        if full:
            self.result.has_enlarged = True
            html = f'<a class="enlarge" href="{escape(self.placement.link(full))}">{html}</a>'
        caption = attributes.get("title", "").strip()
        if caption:
            html += f"<figcaption>{escape(caption)}</figcaption>"
        return f'<figure class="shot{kind}"{mark}>{html}</figure>'

    def _image(self, match: re.Match[str]) -> ResponsiveImage | None:
        known = self.images.get(_attributes(match).get("src", ""))
        return known[2] if known else None

    def picture(
        self,
        match: re.Match[str],
        place: re.Match[str] | None = None,
        *,
        sizes: str = "",
        has_caption: bool = False,
    ) -> str:
        """The HTML of a picture; its alternative text alone if there is no picture to show.

        `place` is where it stands in the text, if `match` does not say so.
        """
        attributes = _attributes(match)
        placeholder = attributes.get("src", "")
        alt = attributes.get("alt", "").strip()
        if placeholder in self.videos:
            return self._video(placeholder, alt)
        if placeholder not in self.images:
            return escape(alt)
        link, name, image = self.images[placeholder]
        if "alt" not in attributes:
            self.result.undescribed.append(link)
        self.result.shown.append(name)
        image = replace(
            image,
            alt=alt,
            sources=() if self.placement.in_feed else image.sources,
            sizes=sizes or (_PAPER_SIZES if name.startswith(PAPERS) else image.sizes),
        )
        title = "" if has_caption else attributes.get("title", "")
        return picture_html(image, title, self.placement.link, first=self._is_first(place or match))

    def file_link(self, match: re.Match[str]) -> str:
        """A link to a file with its type and size, unless its text says that already."""
        about = self.files.get(unescape(match[2]))
        if about is None or not _TAG.sub("", match[3]).strip() or _SIZED.search(_TAG.sub("", match[3])):
            return match[0]
        return f"{match[1]}{match[3]} <small>({about})</small></a>"

    def _video(self, placeholder: str, alt: str) -> str:
        """A player for a file of the site, which loads nothing until it is played; in feeds a link."""
        written, address = self.videos[placeholder]
        link = escape(self.placement.link(quote(address)))
        called = escape(alt or PurePosixPath(address).name)
        if self.placement.in_feed:
            return f'<a href="{link}">{called}</a>'
        stem = address.removeprefix(_FILES).rpartition(".")[0]
        name = next((stem + ending for ending in _STILLS if stem + ending in self.album), "")
        still = self.album.responsive(name, alt) if name else None
        size = ""
        if isinstance(still, ResponsiveImage):
            self.result.images.add(name)
            width, height = still.size
            size = f' poster="{escape(self.placement.link(still.address))}" width="{width}" height="{height}"'
        else:
            self.result.stills[written] = f"{stem}.jpg"
        captions = f"content/{address.rpartition('.')[0]}.vtt"
        track = escape(self.placement.link(quote(captions.removeprefix("content/"))))
        words = f'<track kind="captions" src="{track}">' if captions in self.targets.files else ""
        return (
            f'<video controls preload="none" playsinline aria-label="{called}"{size} src="{link}">'
            f'{words}<a href="{link}">{called}</a></video>'
        )

    def _is_first(self, match: re.Match[str]) -> bool:
        """Whether this is the page's first picture, and near the top."""
        if len(self.result.shown) > 1 or self.placement.has_lead_image:
            return False
        return len(_TAG.sub("", match.string[: match.start()])) < _FIRST_SCREEN

    def _href(self, value: str) -> str | None:
        if is_outside(value):
            return None if names_a_user(value) else escape_url(value)
        if value.strip().lower() in _TOP and not self.has_top:
            return self.placement.link(f"{self.placement.address}#top")
        target = resolve(value, self.placement.path, self.placement.address, self.targets)
        if target is None:
            self.result.broken.append(value)
            return None
        if target.fragment.lower() == "top" and target.address != self.placement.address:
            target = replace(target, fragment="")
        self.result.links.append((value, target))
        self._note(value, target)
        if not target.address.startswith(_PICTURES):
            path, mark, rest = target.address.partition("#")  # in the name of a file
            link = (
                self.placement.link(path) + quote(mark + rest) if mark else self.placement.link(str(target))
            )
            file = f"content/{target.address}"
            if file in self.targets.files:
                self.files[link] = _type_and_size(file, self.targets.files[file], self.placement.point)
            return link
        name = target.address.removeprefix(_PICTURES)
        address = self.album.full_size(name)
        if isinstance(address, Message):
            self.result.unusable[value] = name, address
            return None
        self.result.images.add(name)
        return self.placement.link(address)

    def _src(self, value: str) -> str | None:
        if is_outside(value):
            self.result.remote.append(value)
            return None
        target = resolve(value, self.placement.path, self.placement.address, self.targets)
        if target is not None and target.address.startswith(_FILES) and target.address.endswith(_VIDEOS):
            self._note(value, target)
            placeholder = f"video-{len(self.videos)}"
            self.videos[placeholder] = value, target.address
            return placeholder
        if target is None or not target.address.startswith(_PICTURES):
            self.result.missing.append(value)
            return None
        self._note(value, target)
        name = target.address.removeprefix(_PICTURES)
        image = self.album.responsive(name, "")
        if isinstance(image, Message):
            self.result.unusable[value] = name, image
            return None
        self.result.images.add(name)
        placeholder = str(len(self.images))  # a placeholder until `picture` is called
        self.images[placeholder] = value, name, image
        return placeholder

    def _note(self, value: str, target: Target) -> None:
        if target.file:
            self.result.otherwise[value] = target.file

    def _id(self, value: str) -> str | None:
        """The id on the page; None if it is taken or invalid."""
        name = page_id(value)
        if not value or name in self.result.ids or any(letter.isspace() for letter in value):
            return None
        self.result.ids.add(name)
        return name
