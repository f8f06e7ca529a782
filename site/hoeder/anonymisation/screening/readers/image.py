# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Pictures: what cameras and programs note in them. The picture itself is not looked at."""

from collections.abc import Iterator, Mapping
from typing import Any

from PIL import ExifTags, Image, IptcImagePlugin, UnidentifiedImageError
from PIL.ImageFile import ImageFile

from hoeder.anonymisation.screening.model import Unread, Where
from hoeder.anonymisation.screening.readers.textual import pieces
from hoeder.anonymisation.screening.readers.workspace import Cut, Part, Source, Workspace

_SUBS = (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo, ExifTags.IFD.Interop)
_BINARY = frozenset({"exif", "icc_profile", "photoshop", "jfif", "dpi", "mp", "transparency"})


def read(source: Source, work: Workspace) -> Iterator[Part]:
    """Read the notes in a picture; no pixel is unpacked, so no size is too large.

    :raises Cut: ``damaged``.
    """
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        with Image.open(source.path) as picture:
            said = [*_exif(picture), *_info(picture.info), *_iptc(picture)]
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Cut("damaged", type(error).__name__) from None
    finally:
        Image.MAX_IMAGE_PIXELS = limit
    yield from pieces(said, Where.EXIF, source.place)
    yield Unread(source.place, "picture", "1")


def _exif(picture: Image.Image) -> Iterator[str]:
    exif = picture.getexif()
    yield from _tags(exif, ExifTags.TAGS)
    for sub in _SUBS:
        gps = sub is ExifTags.IFD.GPSInfo
        tags = exif.get_ifd(sub)
        yield from _tags(tags, ExifTags.GPSTAGS if gps else ExifTags.TAGS)
        if gps and (pair := position(tags)):
            yield f"GPS position: {pair}"


def _tags(tags: Mapping[int, Any], names: Mapping[int, str]) -> Iterator[str]:
    for tag, value in tags.items():
        text = _text(value)
        if text:
            yield f"{names.get(tag, tag)}: {text}"


def position(tags: Mapping[int, Any]) -> str | None:
    """Latitude and longitude in degrees, as decimals (EXIF 2.32, 4.6.6: degrees, minutes, seconds).

    >>> position({1: "N", 2: (51.0, 3.0, 18.0), 3: "E", 4: (3.0, 43.0, 12.0)})
    '51.055000, 3.720000'
    """
    try:
        pair = []
        for reference, values in ((1, 2), (3, 4)):
            degrees, minutes, seconds = (float(value) for value in tags[values])
            sign = -1 if str(tags.get(reference, "")).upper()[:1] in ("S", "W") else 1
            pair.append(sign * (degrees + minutes / 60 + seconds / 3600))
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    return f"{pair[0]:.6f}, {pair[1]:.6f}"


def _info(info: Mapping[Any, Any]) -> Iterator[str]:
    """Comments, PNG texts and XMP, which stand beside the pixels."""
    for key, value in info.items():
        if str(key) not in _BINARY and isinstance(value, str | bytes) and (text := _text(value)):
            yield f"{key}: {text}"


def _iptc(picture: ImageFile) -> Iterator[str]:
    for values in (IptcImagePlugin.getiptcinfo(picture) or {}).values():
        for value in values if isinstance(values, list) else [values]:
            yield _text(value)


def _text(value: object) -> str:
    """Text of a value; of bytes only what is text, as user comments and XP tags are."""
    if isinstance(value, bytes):
        if value[1::2].count(0) * 4 >= len(value):  # the XP tags of Windows
            return value.decode("utf-16-le", "ignore").strip("\0 ")
        value = value.removeprefix(b"ASCII\0\0\0").removeprefix(b"UNICODE\0").strip(b"\0")
        text = value.decode("utf-8", "replace")
        return text if text.count("\ufffd") * 10 <= len(text) else ""
    return str(value).strip("\0 ")
