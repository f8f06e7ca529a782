# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A record as its custodian's catalogue lists it, read from the database."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import current_app
from invenio_rdm_records.proxies import current_rdm_records_service

from hoeder.crosswalks.dcat import Catalogue, Entry, catalogue_of, entry, membership
from hoeder.crosswalks.dcat_texts import Said
from hoeder.crosswalks.nodes import Node
from hoeder.custodians.model import Custodian
from hoeder.custodians.proxies import current_custodians
from hoeder.doi.metadata import version_of
from hoeder.quality.annotate import annotate
from hoeder.quality.verdict import Summary

QUALITY_FIELD = "hoeder:quality"
#: Where standards are explained: a page of the site.
STANDARDS = "/quality"


class NoCatalogueError(LookupError):
    """The record is no custodian's, hence in no catalogue."""


class Listed(NamedTuple):
    """A catalogue, and the nodes by which a record is in it."""

    catalogue: Catalogue
    nodes: list[Node]


def address(slug: str) -> str:
    """The address of a custodian's catalogue, which is its IRI."""
    return f"{current_app.config['SITE_UI_URL'].rstrip('/')}/catalogue/{slug}"


def catalogue(custodian: Custodian) -> Catalogue:
    """Return a custodian's catalogue."""
    return catalogue_of(custodian, address(custodian.slug))


def listed(source: Mapping[str, Any]) -> Listed:
    """Return what the catalogue says of a record.

    :param source: of it only the ``id`` is looked at.
    :raises NotPublicError: when its metadata are restricted, or it was taken down.
    :raises NoCatalogueError: when it is no custodian's.
    """
    record = current_rdm_records_service.record_cls.pid.resolve(source["id"], registered_only=False)
    data, context = version_of(record)
    custodian = current_custodians.for_record(record)
    if custodian is None:
        raise NoCatalogueError(f"{source['id']} is in no custodian's community")
    ours = catalogue(custodian)
    told = with_quality(entry(data, context, ours), data, context.landing_url, standards())
    return Listed(ours, membership(ours, told))


def standards() -> str:
    """The address of the page that explains the standards."""
    return f"{current_app.config['SITE_UI_URL'].rstrip('/')}{STANDARDS}"


def with_quality(told: Entry, data: Mapping[str, Any], page: str, where: str) -> Entry:
    """Return the entry with the verdict that was published with the record, if one was.

    :param page: the record's page; ``where``: the page of standards.
    """
    kept = (data.get("custom_fields") or {}).get(QUALITY_FIELD)
    return annotate(told, summary_of(kept), page, where) if kept else told


def summary_of(kept: Mapping[str, Any]) -> Summary:
    """Return a verdict from how it is kept with a record: ``Summary`` as JSON.

    >>> kept = {"standard": "s", "version": "1", "title": {"en": "A", "nl": "B"}, "percent": 9}
    >>> summary_of({**kept, "meets": True, "mqa_points": 300}).title
    Said(english='A', dutch='B')
    """
    title = kept["title"]
    both = (title["en"], title["nl"]) if isinstance(title, Mapping) else tuple(title)
    return Summary(
        standard=str(kept["standard"]),
        version=str(kept["version"]),
        title=Said(*both),
        percent=int(kept["percent"]),
        meets=bool(kept["meets"]),
        mqa_points=int(kept["mqa_points"]),
    )
