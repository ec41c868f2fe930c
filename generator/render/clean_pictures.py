"""Pictures: known kinds only, saved anew so that nothing of their metadata leaves, place and time least."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from generator.diagnostics import Diagnostic, Place, Severity

# Ending → Pillow's name of the format. SVG carries scripts and HEIC is read by few browsers.
FORMATS: Mapping[str, str] = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".webp": "WEBP",
    ".gif": "GIF",
}
MAX_PIXELS = 60_000_000
_VERSION = b"1"


def clean_pictures(
    raw: Mapping[str, bytes], cache: Path | None
) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """The pictures without metadata, turned the right way up; and findings on those refused.

    Keys are paths in the repository. `cache` keeps cleaned pictures by the hash of what came in.
    """
    cleaned: dict[str, bytes] = {}
    found: list[Diagnostic] = []
    for path, data in sorted(raw.items()):
        ending = path[path.rfind(".") :].lower()
        if ending not in FORMATS:
            hint = f"Save it as one of: {', '.join(sorted(FORMATS))}."
            found.append(_error(path, "This kind of picture is not published.", hint))
            continue
        picture = _kept(data, FORMATS[ending], cache)
        if isinstance(picture, str):
            found.append(_error(path, picture, "Open it in a picture program and save it again."))
        else:
            cleaned[path] = picture
    return cleaned, tuple(found)


def _kept(data: bytes, kind: str, cache: Path | None) -> bytes | str:
    if cache is None:
        return _clean(data, kind)
    name = hashlib.sha256(_VERSION + kind.encode() + data).hexdigest()
    kept = cache / "pictures" / name
    try:
        return kept.read_bytes()
    except OSError:
        picture = _clean(data, kind)
    if isinstance(picture, bytes):
        _keep(kept, picture)
    return picture


def _keep(kept: Path, picture: bytes) -> None:
    """Put a picture into the cache; a cache that cannot be written is no reason to fail."""
    part = kept.with_suffix(".part")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(picture)
        part.replace(kept)
    except OSError:
        return


def _clean(data: bytes, kind: str) -> bytes | str:
    """The picture saved anew, or what is wrong with it."""
    import io
    import warnings

    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[kind]) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    return f"This picture has more than {MAX_PIXELS // 1_000_000} million pixels."
                upright = ImageOps.exif_transpose(picture)
                return _saved(upright, kind)
    except UnidentifiedImageError:
        return f"This is no {kind} picture, whatever its name says."
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return f"This picture has more than {MAX_PIXELS // 1_000_000} million pixels."
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        return "This picture is broken."


def _saved(picture: object, kind: str) -> bytes:
    import io

    from PIL import Image

    assert isinstance(picture, Image.Image)  # noqa: S101 - Pillow is imported late, so its type is told here
    out = io.BytesIO()
    # A new picture from the bare pixels: text chunks, EXIF, XMP and comments stay behind.
    bare = Image.new(picture.mode, picture.size)
    if picture.mode == "P" and (palette := picture.getpalette("RGB")):
        bare.putpalette(palette)
    bare.paste(picture)
    options: dict[str, object] = {"quality": 88} if kind in ("JPEG", "WEBP") else {"optimize": True}
    if "transparency" in picture.info and kind in ("PNG", "GIF"):
        options["transparency"] = picture.info["transparency"]
    if kind == "JPEG" and bare.mode not in ("L", "RGB", "CMYK"):
        bare = bare.convert("RGB")
    bare.save(out, kind, **options)
    return out.getvalue()


def _error(path: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic("unusable-picture", Severity.ERROR, message, Place(path, 1, 1), hint)
