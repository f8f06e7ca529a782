# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A record as a dataset of DCAT-AP 3.0.1 and of DCAT-AP-VL 2.0 and 3.0.

``entry`` returns a dataset and the catalogue record that it is listed by, as plain nodes
(``hoeder.crosswalks.nodes``); ``hoeder.crosswalks.rdf_write`` writes them.
``docs/crosswalk-dcat.md`` says where each field goes.

A dataset is known by its DOI, or else by its page; its catalogue record by a UUID that follows from
the record's identifier in InvenioRDM, so that a harvester meets the same one at every harvest and
after a move to another address. Open data with an open licence declare both versions of DCAT-AP-VL,
because the open-data facet is computed for 2.0 only; all others 3.0, because 2.0 refuses them.

Everything that is told is named here and in the modules beside it. Not told: names, checksums and
addresses of files that are not public, addresses for mail but the custodian's public one, and the
answers of the anonymisation statement that are not part of its summary.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from hoeder.crosswalks import access
from hoeder.crosswalks.context import Context, Json, NotPublicError, Record, require_public
from hoeder.crosswalks.datacite import SUMMARY
from hoeder.crosswalks.dcat_catalogue import Catalogue, catalogue_of
from hoeder.crosswalks.dcat_coverage import moment, spatial, temporal
from hoeder.crosswalks.dcat_distributions import Common, distributions, files_of, may_ask
from hoeder.crosswalks.dcat_licences import Licence, licences
from hoeder.crosswalks.dcat_links import identifiers, related, versions
from hoeder.crosswalks.dcat_people import People, name_of
from hoeder.crosswalks.dcat_subjects import concepts, keywords, themes
from hoeder.crosswalks.dcat_terms import (
    FREQUENCIES,
    HIGH_VALUE,
    LAW_ON_HIGH_VALUE,
    OPEN_DATA,
    PROFILE_2,
    PROFILE_3,
    access_right,
    frequency,
    high_value,
    language,
)
from hoeder.crosswalks.dcat_texts import (
    Said,
    access_said,
    anonymisation_said,
    creators_said,
    published_by,
    statement_in_full,
)
from hoeder.crosswalks.nodes import Node, Once, both, node, reference, tagged, typed, web
from hoeder.crosswalks.text import legal, plain

__all__ = ["Catalogue", "Entry", "NotPublicError", "catalogue_of", "entry", "membership"]

NAMESPACE = uuid.UUID("6e0b1b4e-95a5-5b6d-9a34-52d1c3d0a7c4")
"""Of the UUIDs of catalogue records: it never changes, or every dataset would be a new one."""

FREQUENCY_FIELD, HIGH_VALUE_FIELD = "hoeder:frequency", "hoeder:high_value"
DEFAULT_LANGUAGE = "en"


class Entry(NamedTuple):
    """A dataset and its catalogue record."""

    dataset: Node
    record: Node


@dataclass(frozen=True, slots=True)
class _Told:
    """A record, and what several parts of its description need."""

    record: Json
    context: Context
    catalogue: Catalogue
    iri: str
    identity: uuid.UUID
    language: str
    level: access.AccessLevel
    may_ask: bool
    licences: list[Licence]
    anonymisation: Said

    @property
    def metadata(self) -> Json:
        return self.record["metadata"]  # type: ignore[no-any-return]

    @property
    def custom_fields(self) -> Json:
        return self.record.get("custom_fields") or {}

    @property
    def page(self) -> str:
        return self.context.landing_url

    @property
    def is_open_data(self) -> bool:
        """Public files under an open licence that has an IRI."""
        best = self.licences[0] if self.licences else None
        return self.level is access.OPEN and best is not None and bool(best.iri) and best.open


def entry(stored: Record, context: Context, catalogue: Catalogue) -> Entry:
    """Return the description of one version of a record.

    :raises NotPublicError: when the record's metadata are restricted, or it was taken down.
    """
    require_public(stored)
    told = _told(legal(stored), context, catalogue)
    once = Once()
    return Entry(once(_dataset(told)), once(_catalogue_record(told)))


def membership(catalogue: Catalogue, listed: Entry) -> list[Node]:
    """Return a catalogue's part of a document: the dataset, its record, and that it has them."""
    return [
        {
            "@id": catalogue.url,
            "@type": ["dcat:Catalog"],
            "dcat:dataset": [listed.dataset],
            "dcat:record": [listed.record],
        }
    ]


def _told(record: Json, context: Context, catalogue: Catalogue) -> _Told:
    level = access.level(record, context.today)
    doi = ((record.get("pids") or {}).get("doi") or {}).get("identifier") or ""
    return _Told(
        record=record,
        context=context,
        catalogue=catalogue,
        iri=web(f"https://doi.org/{doi}") if doi else context.landing_url,
        identity=uuid.uuid5(NAMESPACE, str(record.get("id") or context.landing_url)),
        language=_language(record["metadata"]),
        level=level,
        may_ask=may_ask(record),
        anonymisation=anonymisation_said(record.get("custom_fields") or {}),
        licences=licences(record["metadata"].get("rights") or [], level is access.OPEN),
    )


def _tag(vocabulary: Json | None) -> str:
    """The tag of BCP 47: two letters where ISO 639-1 has them, else the three of ISO 639-3."""
    given = vocabulary or {}
    return str((given.get("props") or {}).get("alpha_2") or given.get("id") or "")


def _language(metadata: Json) -> str:
    """The language of title and description: the first of the data that no translation claims."""
    translated = {_tag(item.get("lang")) for item in metadata.get("additional_titles", ())}
    own = (_tag(item) for item in metadata.get("languages", ()))
    return next((tag for tag in own if tag and tag not in translated), DEFAULT_LANGUAGE)


def _dataset(told: _Told) -> Node:
    record, metadata, context = told.record, told.metadata, told.context
    people = People(told.catalogue, context, told.page, told.language)
    subjects = metadata.get("subjects") or []
    contributors = metadata.get("contributors") or []
    published, changed = metadata.get("publication_date") or "", str(record.get("updated") or "")
    version = str(metadata.get("version") or "")
    high = _high_value(told)
    laws = (LAW_ON_HIGH_VALUE,) if high else ()
    return node(
        told.iri,
        "dcat:Dataset dcat:Resource",
        {
            "dct:identifier": [told.iri],
            "dct:title": _titles(told),
            "dct:alternative": _alternatives(told),
            "dct:description": _descriptions(told),
            "dcat:contactPoint": [told.catalogue.contact_point],
            "dct:publisher": [told.catalogue.publisher],
            "dct:creator": people.agents(metadata.get("creators") or []),
            "dct:contributor": people.agents(contributors),
            "dct:rightsHolder": people.rights_holders(contributors),
            "dct:accessRights": [access_right(told.level is access.OPEN)],
            "mdcat:statuut": [OPEN_DATA if told.is_open_data else None],
            "dcat:theme": themes(subjects),
            "dct:subject": concepts(subjects, told.language),
            "dcat:keyword": keywords(subjects, told.language),
            "dct:language": _languages(metadata),
            "dct:spatial": spatial(metadata, told.custom_fields, told.page, told.language),
            "dct:temporal": temporal(metadata, told.page),
            "dct:accrualPeriodicity": [_frequency(told)],
            "dct:created": [_created(metadata)],
            "dct:issued": [moment(published)],
            "dct:modified": [moment(changed)],
            "dcat:landingPage": [node(told.page, "foaf:Document", {})],
            "dcat:version": [version],
            "owl:versionInfo": [typed(version, "xsd:string")],
            "adms:identifier": identifiers(told.record, told.page),
            "dct:provenance": _provenance(told),
            "prov:wasGeneratedBy": people.funding(metadata.get("funding") or []),
            **versions(context),
            **related(metadata),
            "dcatap:hvdCategory": high,
            "dcatap:applicableLegislation": laws,
            "dcat:distribution": _distributions(told, laws),
        },
    )


def _catalogue_record(told: _Told) -> Node:
    record = told.record
    profiles = (PROFILE_2, PROFILE_3) if told.is_open_data else (PROFILE_3,)
    return node(
        f"{told.catalogue.url}#{told.identity}",
        "dcat:CatalogRecord",
        {
            "dct:identifier": [str(told.identity)],
            "dct:issued": [moment(str(record.get("created") or ""))],
            "dct:modified": [moment(str(record.get("updated") or record.get("created") or ""))],
            "dct:conformsTo": profiles,
            "foaf:primaryTopic": [reference(told.iri)],
        },
    )


def _titles(told: _Told) -> list[Node]:
    """One in each language: DCAT-AP-VL allows no second one."""
    found = {told.language: told.metadata.get("title") or "[untitled]"}
    for item in told.metadata.get("additional_titles", ()):
        if (item.get("type") or {}).get("id") == "translated-title":
            found.setdefault(_tag(item.get("lang")), item.get("title") or "")
    return [tagged(text, tag) for tag, text in found.items()]


def _alternatives(told: _Told) -> Iterator[Node]:
    for item in told.metadata.get("additional_titles", ()):
        if (item.get("type") or {}).get("id") in ("alternative-title", "subtitle", "other"):
            yield tagged(item.get("title") or "", _tag(item.get("lang")) or told.language)


def _descriptions(told: _Told) -> list[Node]:
    """One in each language in which there is an abstract, with what has no other place behind it.

    Without an abstract the rest stands alone, in both languages.
    """
    found = {told.language: plain(told.metadata.get("description") or "")}
    for item in told.metadata.get("additional_descriptions", ()):
        if (item.get("type") or {}).get("id") == "abstract":
            found.setdefault(_tag(item.get("lang")), plain(item.get("description") or ""))
    abstracts = {tag: text for tag, text in found.items() if text}
    said = _said(told)
    return [
        tagged("\n\n".join((text, *(part.in_language(tag) for part in said))).strip(), tag)
        for tag, text in (abstracts or {"en": "", "nl": ""}).items()
    ]


def _said(told: _Told) -> list[Said]:
    publisher = str(told.metadata.get("publisher") or "")
    others = "" if told.context.is_custodian(publisher) else publisher
    parts = (
        creators_said([name_of(item) for item in told.metadata.get("creators", ())]),
        published_by(others),
        _access_said(told),
        told.anonymisation,
    )
    return [part for part in parts if part.english]


def _access_said(told: _Told) -> Said:
    until = access.embargoed_until(told.record, told.context.today)
    return access_said(told.level, until, told.page, may_ask=told.may_ask)


def _languages(metadata: Json) -> Iterator[Node]:
    for item in metadata.get("languages", ()):
        alpha_2 = (item.get("props") or {}).get("alpha_2") or ""
        title = (item.get("title") or {}).get("en") or str(item.get("id"))
        yield language(str(item.get("id") or ""), alpha_2, title)


def _frequency(told: _Told) -> Node | None:
    code = told.custom_fields.get(FREQUENCY_FIELD)
    return frequency(code) if isinstance(code, str) and code in FREQUENCIES else None


def _high_value(told: _Told) -> list[Node]:
    codes = told.custom_fields.get(HIGH_VALUE_FIELD) or ()
    return [high_value(code) for code in dict.fromkeys(codes) if code in HIGH_VALUE]


def _created(metadata: Json) -> Node | None:
    for item in metadata.get("dates", ()):
        if (item.get("type") or {}).get("id") == "created":
            return moment(str(item.get("date") or ""))
    return None


def _provenance(told: _Told) -> Iterator[Node]:
    """How the data were made, and what was done to the people in them."""
    methods = [
        tagged(plain(item.get("description") or ""), _tag(item.get("lang")) or told.language)
        for item in told.metadata.get("additional_descriptions", ())
        if (item.get("type") or {}).get("id") == "methods"
    ]
    yield from _statement(f"{told.page}#method", methods)
    said = told.anonymisation
    full = statement_in_full(told.custom_fields, SUMMARY)
    if said.english:
        english = "\n".join(part for part in (said.english, full) if part)
        yield from _statement(f"{told.page}#anonymisation", both(english, said.dutch))


def _statement(iri: str, labels: list[Node]) -> Iterator[Node]:
    if any(labels):
        yield node(iri, "dct:ProvenanceStatement", {"rdfs:label": labels})


def _distributions(told: _Told, laws: tuple[Node, ...]) -> Iterator[Node]:
    metadata = told.metadata
    best = told.licences[0] if told.licences else None
    common = Common(
        page=told.page,
        uuid=told.identity,
        language=told.language,
        licence=best.as_node() if best is not None and best.iri else None,
        rights=_rights(told),
        issued=moment(metadata.get("publication_date") or ""),
        modified=moment(str(told.record.get("updated") or "")),
        laws=laws,
    )
    yield from distributions(files_of(told.record), told.level, common, may_ask=told.may_ask)


def _rights(told: _Told) -> Node:
    """Who may do what: the licences, the access, and the anonymisation, which limits both."""
    names = "; ".join(each.title for each in told.licences if each.title)
    licensed = Said(f"Licence: {names}.", f"Licentie: {names}.") if names else Said("", "")
    parts = (licensed, _access_said(told), told.anonymisation)
    own: list[Any] = [
        tagged(plain(text), tag.replace("_", "-"))
        for item in told.metadata.get("rights") or ()
        if not item.get("id")
        for tag, text in sorted((item.get("description") or {}).items())
    ]
    own.append(tagged(plain(told.metadata.get("copyright") or ""), told.language))
    english, dutch = (" ".join(part[at] for part in parts if part[at]) for at in (0, 1))
    return node(
        f"{told.page}#rights", "dct:RightsStatement", {"rdfs:label": [*both(english, dutch), *own]}
    )
