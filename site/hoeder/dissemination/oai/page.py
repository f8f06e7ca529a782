# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""An answer as a page for a person, who opened the harvesters' address in a browser.

The page is made here: browsers give XSLT up (Chrome in 2026), and warn of answers that ask for it.
So the answers of programs ask for nothing. Who is a person, a browser says in ``Sec-Fetch-Dest``
(W3C Fetch Metadata Request Headers), which no program sends by itself. ``Accept`` would not do:
Java's own client says there that it prefers HTML.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

#: A larger answer stays XML: making a page of it would keep others waiting.
LARGEST_BYTES = 2_000_000


def wanted(fetch_destination: str) -> bool:
    """Tell by the header ``Sec-Fetch-Dest`` whether an answer goes to a person."""
    return fetch_destination == "document"


def page(body: bytes, texts: Mapping[str, str]) -> bytes:
    """Return an answer as HTML.

    :param texts: the parameters of ``page.xsl``: the tag of a language, and its sentences.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    given = {name: etree.XSLT.strparam(text) for name, text in texts.items()}
    transform: Any = _transform()
    return bytes(transform(etree.fromstring(body, parser), **given))


@lru_cache(maxsize=1)
def _transform() -> etree.XSLT:
    """The stylesheet, which can read and write nothing but what it is given."""
    tree = etree.parse(Path(__file__).with_name("page.xsl"))
    deny: Any = etree.XSLTAccessControl
    return etree.XSLT(tree, access_control=deny.DENY_ALL)
