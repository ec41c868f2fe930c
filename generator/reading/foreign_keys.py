"""Keys of other generators, older résumés and people's habits: what to write here instead of each."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from generator.core.messages import Message
from generator.source.quoting import MAX_LINE, entry_line, format_scalar
from generator.source.tree import MappingNode, Node, ScalarNode, SequenceNode

# Our key and the words of others for it: of Jekyll, Hugo, Pelican, Hexo, Astro, Eleventy, Gatsby, Zola,
# Docusaurus, dev.to, Hashnode, Obsidian and older JSON Resumes. Of several that a word may stand for, the
# first that the record can have is meant.
_WORDS: tuple[tuple[str, str], ...] = (
    ("summary", "description descr desc excerpt subtitle subheading abstract intro lead teaser deck preview"),
    ("summary", "seo_description meta_description metadescription tagline notes note about blurb comment"),
    ("tags", "category categories keywords topics topic labels label taxonomies tag"),
    (
        "updated",
        "modified lastmod last_mod lastmodified last_modified last_modified_at last_updated lastupdated",
    ),
    ("updated", "date_modified datemodified updateddate updated_date updated_at updatedat revised edited"),
    (
        "date",
        "pubdate pub_date publishdate publish_date published_at publishedat publisheddate published_date",
    ),
    ("date", "created created_at createdat creation_date posted day when on"),
    (
        "image",
        "cover coverimage cover_image featured_image featuredimage feature_image featureimage heroimage",
    ),
    (
        "image",
        "hero hero_image header_image header banner ogimage og_image socialimage social_image",
    ),
    ("image", "picture photo img logo avatar images"),
    ("thumbnail", "thumb preview_image card_image list_image"),
    ("image_dark", "dark_image darkimage image_dark_mode cover_dark"),
    ("focus", "focal_point focalpoint object_position objectposition"),
    ("image_alt", "cover_alt coverimagealt cover_image_alt imagealt image_description hero_alt heroalt alt"),
    (
        "published_url",
        "canonical canonical_url canonicalurl canonical_link original_url originalurl original",
    ),
    ("published_url", "external_url externalurl external_link medium_url source_url link"),
    ("slug", "basename"),
    ("redirect_from", "permalink url alias aliases redirect redirects old_url old_urls path"),
    ("video", "youtube youtube_url youtubeid video_url videourl vimeo"),
    ("series", "collection"),
    ("repository", "repo github github_url source source_code code repo_url repository_url git"),
    ("demo", "url link live live_url website homepage app deployment permalink"),
    ("stack", "tech technologies technology tools tech_stack techstack skills tags keywords languages"),
    ("stack", "built_with category categories"),
    ("role", "my_role myrole"),
    ("team", "collaborators teammates"),
    ("period", "duration timeline timeframe"),
    ("results", "outcomes outcome impact metrics"),
    ("portrait", "photo avatar picture face headshot image"),
    ("nav", "menu in_nav show_in_nav main_menu"),
    ("mentions", "people"),
    # records
    ("employer", "company organisation organization org firm"),
    ("title", "headline heading linktitle link_title role position job_title jobtitle job"),
    ("title", "name"),
    ("channel", "via medium"),
    ("profile", "linkedin linkedin_url profile_url"),
    ("email", "mail e_mail email_address"),
    ("phone", "telephone tel mobile"),
    ("evidence", "link links proof url"),
    ("first_name", "firstname forename given_name"),
    ("last_name", "lastname surname family_name"),
    # the résumé
    ("name", "company employer organization organisation title certificate project language skill label"),
    ("url", "website homepage link href web"),
    ("position", "title role job job_title jobtitle"),
    ("startDate", "start start_date startdate from begin began"),
    ("endDate", "end end_date enddate to until ended"),
    ("releaseDate", "date release_date releasedate published"),
    ("institution", "school university college organization name"),
    ("studyType", "degree study_type studytype type"),
    ("area", "major field field_of_study study subject"),
    ("score", "gpa grade"),
    ("organization", "company name employer organisation"),
    ("highlights", "bullets achievements points accomplishments responsibilities tasks"),
    ("keywords", "tags skills technologies"),
    ("fluency", "level proficiency"),
    ("language", "name"),
    ("issuer", "authority organization awarder"),
    ("awarder", "issuer organization"),
    ("label", "title headline role position"),
    ("profiles", "social social_networks socials"),
    ("username", "user handle login"),
    ("network", "name site"),
    ("postalCode", "postal_code postalcode zip postcode"),
    ("countryCode", "country country_code countrycode"),
    ("region", "state province"),
    ("certificates", "certifications certification"),
    ("sections", "order section_order sectionorder order_of_sections"),
    ("variants", "versions tailored"),
    ("without", "hide hidden exclude omit leave_out"),
    ("work", "experience employment jobs"),
    ("volunteer", "volunteering"),
)
# What this program decides by itself, of posts, projects and pages: why, and the words for it.
_NEEDLESS: Mapping[str, str] = {
    "unknown-key.needless-theme": "layout template type view theme css style cssclass cssclasses classes"
    " body_class sidebar",
    "unknown-key.needless-author": "author authors author_profile by writer",
    "unknown-key.needless-address": "permalink path id guid uid url",
    "unknown-key.needless-order": "weight order nav_order menu_order position sidebar_position",
    "unknown-key.needless-page": "toc table_of_contents comments share disqus related read_time reading_time"
    " readtime math mathjax katex mermaid pin pinned sticky showtoc tocopen sitemap robots noindex lang"
    " language locale sharing footer feed hide_title usemathjax usekatex highlight output is_post"
    " hide_table_of_contents format execute",
}
_LISTS = frozenset(
    {
        "tags",
        "stack",
        "redirect_from",
        "highlights",
        "keywords",
        "evidence",
        "mentions",
        "sections",
        "without",
    }
)
_HIDDEN = frozenset({"published", "publish", "public", "is_published", "ispublished", "status", "visibility"})
_UNFINISHED = frozenset({"is_draft", "isdraft", "wip", "unpublished", "hidden", "private", "unlisted"})
_TRUE = frozenset({"true", "yes", "on", "1", "published", "publish", "public", "live", "post", "final"})
_FALSE = frozenset(
    {"false", "no", "off", "0", "draft", "private", "hidden", "unpublished", "unlisted", "wip"}
)
_PICTURE_FOLDER = re.compile(r"^(?:\.{0,2}/)*(?:(?:content|assets|static|public|img|images?|uploads?)/)+")
_HOST = re.compile(r"^https?://[^/]+")


def foreign_key_hint(
    key: str, value: Node | None, names: Collection[str], taken: Collection[str]
) -> Message | None:
    """What to write for a key that is none of `names`; None if it is no word that others use.

    `taken` are the keys that the record has.
    """
    word = key.strip().casefold().replace("-", "_").replace(" ", "_")
    is_document = "slug" in names
    if is_document and word in _HIDDEN | _UNFINISHED and not _is_date(value):
        return _draft_hint(value, names, taken, is_inverse=word in _HIDDEN)
    if word == "published" and is_document:
        word = "pubdate"
    if is_document and word in ("permalink", "url", "path") and ":" in _HOST.sub("", _text(value)):
        return Message("unknown-key.needless-address")
    if word == "name" and {"first_name", "last_name"} <= set(names):
        first, _, last = _text(value).rpartition(" ")
        return Message("unknown-key.two-names", first=first or "…", last=last or "…")
    for own, words in _WORDS:
        if own in names and word in words.split():
            if own in taken:
                return Message("unknown-key.is-there", own=own)
            line = _line(own, value)
            return Message("unknown-key.write", line=line) if line else Message("unknown-key.rename", own=own)
    why = next((why for why, words in _NEEDLESS.items() if is_document and word in words.split()), None)
    return Message(why) if why else None


def _draft_hint(
    value: Node | None, names: Collection[str], taken: Collection[str], *, is_inverse: bool
) -> Message | None:
    text = _text(value).casefold()
    is_true, is_false = text in _TRUE, text in _FALSE
    if not (is_true or is_false):
        return None
    if is_inverse == is_true:
        return Message("unknown-key.needless-published")
    if "draft" not in names:
        return Message("unknown-key.no-draft")
    return (
        Message("unknown-key.is-there", own="draft")
        if "draft" in taken
        else Message("unknown-key.write", line="draft: true")
    )


def _is_date(value: Node | None) -> bool:
    return re.match(r"\d{4}", _text(value)) is not None


def _text(value: Node | None) -> str:
    return value.text.strip() if isinstance(value, ScalarNode) else ""


def _line(own: str, value: Node | None) -> str | None:
    """The line with our key and the value as it has to be; None if it can't be told."""
    if own == "image" and isinstance(value, MappingNode):
        inner = next(
            (value.entries[name].value for name in ("image", "src", "path", "url") if name in value.entries),
            None,
        )
        return _line(own, inner) if inner else None
    texts = _texts(own, value)
    if texts is None or not any(texts):
        return None
    if own in _LISTS:
        if own == "redirect_from":
            texts = [_HOST.sub("", text) or "/" for text in texts]
        line = f"{own}: [{', '.join(format_scalar(text, in_brackets=True) for text in texts)}]"
        return line if len(line) <= MAX_LINE else None
    if own == "nav":
        return "nav: true"
    text = _PICTURE_FOLDER.sub("", texts[0]) if own == "image" else texts[0]
    is_plain = isinstance(value, ScalarNode) and value.plain and text == value.text
    return f"{own}: {text}" if is_plain and len(text) < MAX_LINE else entry_line(own, text)


def _texts(own: str, value: Node | None) -> list[str] | None:
    if isinstance(value, ScalarNode):
        text = value.text.strip()
        return [part.strip() for part in text.split(",") if part.strip()] if own in _LISTS else [text]
    if isinstance(value, SequenceNode):
        items = [item.text.strip() for item in value.items if isinstance(item, ScalarNode)]
        return items if len(items) == len(value.items) and (own in _LISTS or len(items) == 1) else None
    return None
