# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A catalogue as a document, written part by part from kept nodes; and its validators.

>>> b"".join(encoded(["ab", "c"], gzipped=False))
b'abc'
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import orjson

from hoeder.crosswalks.dcat import Catalogue
from hoeder.crosswalks.rdf_write import JSON_LD, SYNTAXES, Syntax

BY_SUFFIX = {syntax.suffix: syntax for syntax in SYNTAXES}
#: Bytes that are sent at once.
CHUNK_BYTES = 65_536
_GZIP = 16 + zlib.MAX_WBITS


def etag(catalogue: Catalogue, syntax: Syntax, stamp: int | None, spec: str, gzipped: bool) -> str:
    """Return a strong validator (RFC 9110, section 8.8.3), without quotes.

    The stamp stands for every dataset, the head for what is said of the custodian and for how it
    is written.

    :param stamp: second of the last change, which has to be over; None without any.
    :param spec: the set that is asked for besides the custodian's, or empty.
    """
    parts = (syntax.start, syntax.piece(catalogue.head(moment(stamp))), str(stamp), spec)
    told = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
    return f"{told}-gzip" if gzipped else told


def moment(stamp: int | None) -> str:
    """Return a second as ISO 8601, or nothing.

    >>> moment(0), moment(None)
    ('1970-01-01T00:00:00+00:00', '')
    """
    return "" if stamp is None else datetime.fromtimestamp(stamp, UTC).isoformat()


def written(
    syntax: Syntax, catalogue: Catalogue, stamp: int | None, bodies: Iterable[str]
) -> Iterator[str]:
    """Return a document part by part: the catalogue, then each kept rendering (a list of nodes)."""

    def pieces() -> Iterator[str]:
        yield syntax.piece(catalogue.head(moment(stamp)))
        for body in bodies:
            # What is kept is JSON-LD already.
            yield body[1:-1] if syntax is JSON_LD else syntax.piece(orjson.loads(body))

    return syntax.document(pieces())


def encoded(parts: Iterable[str], gzipped: bool) -> Iterator[bytes]:
    """Return text as UTF-8 in chunks, compressed if wanted; in the memory of a chunk and a part."""
    packer = zlib.compressobj(1, zlib.DEFLATED, _GZIP) if gzipped else None
    waiting, size = [], 0
    for part in parts:
        piece = part.encode()
        waiting.append(packer.compress(piece) if packer else piece)
        size += len(waiting[-1])
        if size >= CHUNK_BYTES:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join((*waiting, packer.flush() if packer else b""))
