# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Rendered formats, made once and sent as they are.

What is stored was parsed here: it is well-formed by itself and keeps its meaning inside an OAI-PMH
answer, which is why the outlet may put it there unparsed. What is no XML is a list of JSON.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson
import sqlalchemy as sa
from lxml import etree
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from hoeder.dissemination.projection import changes, positions
from hoeder.dissemination.projection.models import RECORD, RENDERING

#: Metadata of records by id, as XML text or as the error that kept it from being made.
Rendered = Mapping[str, str | Exception]
#: Renders records in a format (metadata prefix). What it leaves out counts as failed.
Render = Callable[[str, Sequence[str]], Rendered]
#: The position of the worker that makes what is missing.
FOLLOWER = "renderings"
#: What says nothing about a record: the rendering is tried again at the next request.
PASSING = (OperationalError, PoolTimeout)

# A record that is being changed is skipped: its rendering would be outdated.
_STORE = sa.text(f"""
INSERT INTO {RENDERING} AS kept (record_id, prefix, content_version, body, failed, rendered_at)
SELECT r.id, :prefix, given.version, given.body, given.failed, now()
FROM unnest(CAST(:ids AS uuid[]), CAST(:versions AS int[]), CAST(:bodies AS text[]),
            CAST(:failures AS text[])) AS given(id, version, body, failed)
JOIN (SELECT id, content_version, deleted FROM {RECORD} WHERE id = ANY(CAST(:ids AS uuid[]))
      ORDER BY id FOR SHARE SKIP LOCKED) r
  ON r.id = given.id AND r.content_version = given.version AND NOT r.deleted
ON CONFLICT (record_id, prefix) DO UPDATE SET content_version = excluded.content_version,
  body = excluded.body, failed = excluded.failed, rendered_at = excluded.rendered_at
""")  # noqa: S608
_MISSING = sa.text(f"""
SELECT CAST(r.id AS text), r.content_version FROM {RECORD} r
LEFT JOIN {RENDERING} d ON d.record_id = r.id AND d.prefix = :prefix
  AND d.content_version = r.content_version
WHERE NOT r.deleted AND d.record_id IS NULL AND r.id > :after
  AND r.stamp >= to_timestamp(:since) ORDER BY r.id LIMIT :limit
""")  # noqa: S608
_FAILED = sa.text(f"""
SELECT DISTINCT r.id FROM {RECORD} r JOIN {RENDERING} d ON d.record_id = r.id
WHERE NOT r.deleted AND d.failed IS NOT NULL AND d.prefix = ANY(CAST(:prefixes AS text[]))
""")  # noqa: S608
_RETRY = sa.text(
    f"DELETE FROM {RENDERING} WHERE failed IS NOT NULL AND prefix = ANY(CAST(:prefixes AS text[]))"  # noqa: S608
)
_OUTDATE = sa.text(f"DELETE FROM {RENDERING} WHERE prefix = :prefix")  # noqa: S608
_FAILURES = sa.text(f"""
SELECT d.prefix, r.identifier, d.failed, d.rendered_at
FROM {RENDERING} d JOIN {RECORD} r ON r.id = d.record_id
  AND r.content_version = d.content_version
WHERE d.failed IS NOT NULL ORDER BY d.rendered_at DESC LIMIT :limit
""")  # noqa: S608


class UnfitRendering(ValueError):
    """A rendering that would break the answer it is put in."""


def fit(body: str, namespace: str) -> str:
    """Return a rendering as it may stand inside ``<metadata>``, or inside a document of JSON.

    :param namespace: of the format; empty for JSON.
    :raises UnfitRendering: when it is no XML element of the format's namespace, or has an element
        without a namespace, which would become one of OAI-PMH there; or no list of JSON.
    """
    if not namespace:
        return _fit_json(body)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    if not body.startswith("<") or body.startswith(("<?", "<!")):
        raise UnfitRendering("it does not begin with an element")
    try:
        root = etree.fromstring(body.encode(), parser)
    except (etree.XMLSyntaxError, UnicodeError) as error:
        raise UnfitRendering(f"it is no XML: {error}") from error
    if etree.QName(root).namespace != namespace:
        raise UnfitRendering(f"its namespace is {etree.QName(root).namespace}, not {namespace}")
    for element in root.iter(etree.Element):
        if not str(element.tag).startswith("{"):
            raise UnfitRendering(f"{element.tag} has no namespace")
    return body


def _fit_json(body: str) -> str:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise UnfitRendering(f"it is no JSON: {error}") from error
    if not isinstance(found, list) or not found:
        raise UnfitRendering("it is no list with something in it")
    return body


def make(
    session: Any, render: Render, prefix: str, namespace: str, versions: Mapping[str, int]
) -> dict[str, str | Exception]:
    """Render records and store the outcome; return it.

    The caller commits.

    :param versions: content version of each record, read before rendering: a record that changes
        meanwhile is rendered again.
    :raises OperationalError: and others of ``PASSING``, when the renderer does; nothing is stored.
    """
    ids = sorted(versions)
    found: dict[str, str | Exception] = {}
    try:
        rendered: Rendered = render(prefix, ids)
    except PASSING:
        raise
    except Exception as error:  # whatever a crosswalk raises is the record's failure, not ours
        rendered = dict.fromkeys(ids, error)
    for one in ids:
        outcome = rendered.get(one, UnfitRendering("the renderer left it out"))
        try:
            found[one] = outcome if isinstance(outcome, Exception) else fit(outcome, namespace)
        except UnfitRendering as error:
            found[one] = error
    bodies = [None if isinstance(found[one], Exception) else found[one] for one in ids]
    failures = [_reason(outcome) for outcome in found.values()]
    values = {"prefix": prefix, "ids": ids, "versions": [versions[one] for one in ids]}
    session.execute(_STORE, {**values, "bodies": bodies, "failures": failures})
    return found


def _reason(outcome: str | Exception) -> str | None:
    """A failure in the words of its exception, which may show metadata: public by definition."""
    if not isinstance(outcome, Exception):
        return None
    return f"{type(outcome).__name__}: {outcome}".replace("\x00", "")[:1000]


def missing(
    session: Any, prefix: str, limit: int, after: UUID, since: int = 0
) -> list[tuple[str, int]]:
    """Records without a current rendering in a format: ids, with the version to render.

    :param after: where an earlier call ended; at the beginning ``UUID(int=0)``.
    :param since: second from which on they are stamped.
    """
    values = {"prefix": prefix, "limit": limit, "after": str(after), "since": since}
    found = session.execute(_MISSING, values)
    return [tuple(row) for row in found]


def retry(session: Any, prefixes: Iterable[str]) -> int:
    """Forget the failures in some formats, so that they are tried again; return how many.

    Their records are told anew: a harvester that was here meanwhile lacks them, and so does the
    copy of a catalogue that still counts as current.
    """
    positions.forget(session, FOLLOWER)
    values = {"prefixes": list(prefixes)}
    changes.restamp(session, [UUID(str(one)) for one in session.execute(_FAILED, values).scalars()])
    return int(session.execute(_RETRY, values).rowcount)


def outdate(session: Any, prefix: str) -> int:
    """Forget all renderings of a format whose crosswalk changed; return how many."""
    positions.forget(session, FOLLOWER)
    return int(session.execute(_OUTDATE, {"prefix": prefix}).rowcount)


def failures(session: Any, limit: int = 100) -> list[dict[str, Any]]:
    """What could not be rendered, the latest first: prefix, identifier, reason, time."""
    return [dict(row._mapping) for row in session.execute(_FAILURES, {"limit": limit})]
