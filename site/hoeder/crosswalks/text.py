# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Texts and addresses for targets that are stricter than a text field."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from lxml import html

#: After these a reader expects a gap.
BLOCKS = ("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "table", "tr", "blockquote")
#: What XML 1.0 (section 2.2) has no way to write, surrogates included.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));?")
_HOST = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*://|)((?<=://)[^/?]*|)(.*)")
_HOST_AND_PORT = re.compile(r"[^:@]*(:\d{1,5})?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.")
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
#: Characters of RFC 3986 that mean something in an address, but for square brackets, which XML
#: Schema's anyURI takes in a host only.
_RESERVED = ":/?@!$&'()*+,;=%"


def plain(rich: str) -> str:
    """The text of HTML without mark-up, a line for each block.

    >>> plain("<p>Rows &amp; columns, n &lt; 5.</p><ul><li>One</li><li>Two</li></ul>")
    'Rows & columns, n < 5.\\nOne\\nTwo'
    >>> plain("No mark-up"), plain("  "), plain("No&#0; control&#x0b; characters")
    ('No mark-up', '', 'No control characters')
    """
    rich = legal(_REFERENCE.sub(_decoded, rich))
    if not rich:
        return ""
    tree = html.fragment_fromstring(rich, create_parent="div")
    for element in tree.iter(*BLOCKS):
        element.tail = "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in str(tree.text_content()).splitlines())
    return "\n".join(line for line in lines if line)


def _decoded(reference: re.Match[str]) -> str:
    """The reference itself if its character is one of XML, else nothing."""
    digits, base = (reference[1], 16) if reference[1] else (reference[2], 10)
    number = int(digits, base) if len(digits) < 8 else 0
    return reference[0] if number <= 0x10FFFF and not _ILLEGAL.match(chr(number)) else ""


def legal(value: Any) -> Any:
    """The same data, each text without the characters that XML forbids and without outer space.

    >>> legal({"title": ["A\\x00 survey\\x0b "], "size": 2})
    {'title': ['A survey'], 'size': 2}
    """
    kind = value.__class__
    if kind is str:
        # Nothing printable is forbidden, and asking for that is much faster than looking.
        return (value if value.isprintable() else _ILLEGAL.sub("", value)).strip()
    if kind is dict:
        return {key: legal(item) for key, item in value.items()}
    if kind is list:
        return [legal(item) for item in value]
    if isinstance(value, str):
        return legal(str(value))
    if isinstance(value, Mapping):
        return legal(dict(value))
    return legal(list(value)) if isinstance(value, tuple) else value


def shortened(text: str, limit: int) -> str:
    """The text, cut at a space and marked where it is longer than ``limit`` characters.

    >>> shortened("One two three", 9), shortened("One", 9), shortened("Onetwothree", 9)
    ('One two…', 'One', 'Onetwoth…')
    """
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    return (kept.rpartition(" ")[0] or kept) + "…"


def uri(address: str) -> str:
    """The address as RFC 3986 writes it; what is right already stays as it is.

    >>> uri("https://example.org/a b?q=ü&r=[1]#x#y")
    'https://example.org/a%20b?q=%C3%BC&r=%5B1%5D#x%23y'
    >>> uri("https://example.org/100%"), uri("http://:port"), uri("1:2"), uri("urn:isbn:1")
    ('https://example.org/100%25', 'http://%3Aport', '1%3A2', 'urn:isbn:1')
    """
    before, mark, fragment = _STRAY_PERCENT.sub("%25", address).partition("#")
    parts = _HOST.fullmatch(quote(before, safe=_RESERVED))
    assert parts is not None  # every part of it may be empty
    scheme, host, rest = parts.groups()
    if scheme:
        host = host if _HOST_AND_PORT.fullmatch(host) else quote(host, safe="%!$&'()*+,;=")
    else:
        rest = rest if _SCHEME.match(rest) else rest.replace(":", "%3A")
    return scheme + host + rest + mark + quote(fragment, safe=_RESERVED)
