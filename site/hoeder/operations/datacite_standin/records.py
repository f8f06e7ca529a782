# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A DOI as the server keeps it, what a request makes of it, and how an answer shows it.

``changed`` is the whole rule of writing: it takes the record as stored (or None), the attributes of
a request and the account, and returns the record to store or raises ``Refused``. The store calls it
inside its transaction, so that two requests never decide on the same old record.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

from . import metadata as md
from .accounts import Account
from .states import State, after, is_valid

_URL = re.compile(r"(ftp|https?)://\S+")


class Refused(Exception):
    """The server says no: an HTTP status and DataCite's list of errors."""

    def __init__(self, status: int, errors: md.Errors | str) -> None:
        """Take the errors, or the one sentence DataCite sends with this status."""
        self.status = status
        self.errors: md.Errors = (
            [{"status": str(status), "title": errors}] if isinstance(errors, str) else errors
        )
        super().__init__(status)


def bad_credentials() -> Refused:
    """Return DataCite's 401, also its answer to a write without credentials."""
    return Refused(401, "Bad credentials.")


def forbidden() -> Refused:
    """Return DataCite's 403."""
    return Refused(403, "You are not authorized to access this resource.")


def not_found() -> Refused:
    """Return DataCite's 404, also for what the asker may not know of."""
    return Refused(404, "The resource you are looking for doesn't exist.")


@dataclass(frozen=True, slots=True)
class Record:
    """One DOI. Times are UTC, ISO 8601, to the second; ``registered`` is set once, at its time."""

    doi: str
    repository: str
    state: State
    url: str | None
    metadata: md.Metadata
    metadata_version: int
    created: str
    registered: str | None
    updated: str

    def visible_to(self, account: Account | None) -> bool:
        """Say whether the asker may see this DOI: everyone when findable, else its owner."""
        if self.state is State.FINDABLE:
            return True
        return account is not None and account.repository == self.repository

    @property
    def title(self) -> str:
        """The first title, or an empty text."""
        titles = self.metadata.get("titles") or [{}]
        return str(titles[0].get("title") or "")


def changed(
    old: Record | None,
    doi: str,
    attributes: md.Metadata,
    account: Account,
    *,
    now: str,
    create: bool = False,
) -> Record:
    """Return the DOI as a POST (``create``) or PUT of these attributes leaves it.

    Attributes that are left out keep their value, null clears. Raises Refused: 403 for a prefix or
    a DOI of someone else, 422 with every error found.
    """
    if (old is None or create) and not account.owns_prefix(doi):
        raise forbidden()
    if old is not None and create:
        title = "This DOI has already been taken"
        raise Refused(422, [{"source": "doi", "uid": doi, "title": title}])
    if old is not None and old.repository != account.repository:
        raise forbidden()
    base = old or Record(doi, account.repository, State.DRAFT, None, {}, 0, now, None, now)
    # The XML of an earlier answer may come back with the other attributes; new XML is not read.
    if attributes.get("xml") and attributes["xml"] != md.base64_xml(base.metadata, doi):
        title = "This test server takes metadata as JSON attributes, not as XML."
        raise Refused(422, [{"source": "xml", "uid": doi, "title": title}])
    state = after(base.state, attributes.get("event"))
    merged = base.metadata | md.normalised(attributes)
    new = replace(
        base,
        state=state,
        url=(attributes.get("url") if "url" in attributes else base.url) or None,
        metadata={key: value for key, value in merged.items() if value is not None},
        registered=base.registered or (None if state is State.DRAFT else now),
        updated=now,
    )
    if errors := _errors(new, account):
        raise Refused(422, errors)
    # DataCite counts its XML: an empty list more or less is no new version.
    renewed = old is not None and md.xml(new.metadata, doi) != md.xml(old.metadata, doi)
    return replace(new, metadata_version=base.metadata_version + renewed)


def _errors(record: Record, account: Account) -> md.Errors:
    titles: list[tuple[str, str]] = []
    public = record.state is not State.DRAFT
    if not is_valid(record.doi):
        titles.append(("doi", "Is invalid"))
    if record.url is None:
        titles += [("url", "Can't be blank")] if public else []
    elif not isinstance(record.url, str) or not _URL.fullmatch(record.url):
        titles.append(("url", "URL is not valid"))
    elif public and not account.allows_url(record.url):
        where = f"is not allowed by repository {account.repository} domain settings."
        titles.append(("url", f"URL {record.url} {where}"))
    errors = [{"source": s, "uid": record.doi, "title": title} for s, title in titles]
    shape = md.shape_errors(record.metadata, record.doi)
    # Metadata of the wrong shape would only be refused a second time by the schema.
    schema = md.schema_errors(record.metadata, record.doi) if public and not shape else []
    return errors + shape + schema


def _published(metadata: md.Metadata) -> str | None:
    dates = metadata.get("dates") or []
    issued = [d.get("date") for d in dates if d.get("dateType") == "Issued"]
    return str(issued[0]) if issued else metadata.get("publicationYear")


def _parties(parties: list[md.Metadata], *, affiliation: bool) -> list[md.Metadata]:
    def shown(party: md.Metadata) -> md.Metadata:
        places = [place for place in party.get("affiliation") or [] if isinstance(place, dict)]
        names = places if affiliation else [place["name"] for place in places if "name" in place]
        identifiers = party.get("nameIdentifiers") or []
        return {**party, "affiliation": names, "nameIdentifiers": identifiers}

    return [shown(party) for party in parties]


def _year(year: object) -> int | str | None:
    text = str(year) if year is not None else None
    return int(text) if text and re.fullmatch("[0-9]{1,4}", text) else text


def shown_metadata(record: Record) -> md.Metadata:
    """Return the metadata with DataCite's additions; every list is there, empty or not."""
    metadata = record.metadata
    identifiers = [
        item
        for item in metadata.get("alternateIdentifiers") or []
        if item.get("alternateIdentifier") not in (record.doi, record.url)
    ]
    return {
        **{name: metadata.get(name) or [] for name in md.LISTS},
        "identifiers": [
            {
                "identifier": item.get("alternateIdentifier"),
                "identifierType": item.get("alternateIdentifierType"),
            }
            for item in identifiers
        ],
        "alternateIdentifiers": identifiers,
        "publisher": metadata.get("publisher"),
        "publicationYear": _year(metadata.get("publicationYear")),
        "language": metadata.get("language"),
        "version": metadata.get("version"),
        "types": md.derived_types(metadata.get("types") or {}),
        "container": metadata.get("container") or {},
        "schemaVersion": metadata.get("schemaVersion", md.KERNEL),
    }


def resource(
    record: Record, *, detail: bool, affiliation: bool = False, publisher: bool = False
) -> dict[str, Any]:
    """Return a DOI as a JSON:API resource object.

    As at DataCite, an affiliation is a name and the publisher a text, unless the asker wants the
    objects (``?affiliation=true``, ``?publisher=true``); ``xml`` only when one DOI is asked for.
    """
    prefix, _, suffix = record.doi.partition("/")
    shown = shown_metadata(record)
    for role in ("creators", "contributors"):
        shown[role] = _parties(shown[role], affiliation=affiliation)
    if not publisher:
        shown["publisher"] = (shown["publisher"] or {}).get("name")
    attributes = {
        "doi": record.doi,
        "prefix": prefix,
        "suffix": suffix,
        **shown,
        **({"xml": md.base64_xml(record.metadata, record.doi)} if detail else {}),
        "url": record.url,
        "metadataVersion": record.metadata_version,
        "source": "api",
        "isActive": record.state is State.FINDABLE,
        "state": str(record.state),
        "reason": None,
        "created": record.created,
        "registered": record.registered,
        "published": _published(record.metadata),
        "updated": record.updated,
    }
    client = {"id": record.repository.lower(), "type": "clients"}
    relationships = {"client": {"data": client}}
    return {
        "id": record.doi,
        "type": "dois",
        "attributes": attributes,
        "relationships": relationships,
    }


def datacite_json(record: Record) -> dict[str, Any]:
    """Return a DOI as ``application/vnd.datacite.datacite+json``."""
    return {
        "id": f"https://doi.org/{record.doi}",
        "doi": record.doi,
        "url": record.url,
        **shown_metadata(record),
        "clientId": record.repository.lower(),
        "agency": "datacite",
        "state": str(record.state),
    }
