# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Creators, contributors, holders of rights and funders of a dataset, as agents.

An agent with an ORCID or ROR has it as its IRI, all others one of the dataset's own. Only
``foaf:Agent`` is said of them: DCAT-AP-VL lets a ``dct:Agent`` have one name in each language, and
an ORCID may well stand for two spellings in two datasets.
"""

import re
from collections.abc import Iterator

from hoeder.crosswalks.context import Context, Json
from hoeder.crosswalks.datacite_terms import address
from hoeder.crosswalks.dcat_catalogue import Catalogue
from hoeder.crosswalks.nodes import Node, node, prune, tagged, web
from hoeder.custodians import ror

_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")


class People:
    """The agents of one dataset."""

    def __init__(self, catalogue: Catalogue, context: Context, base: str, language: str) -> None:
        """``base`` is where IRIs of their own begin, ``language`` that of the names."""
        self._catalogue, self._context = catalogue, context
        self._base, self._language = base, language
        self._number = 0
        self._named: dict[str, str] = {}

    def agents(self, entries: list[Json]) -> Iterator[Node]:
        """Return creators or contributors, in their order."""
        for entry in entries:
            yield self._agent(entry)

    def rights_holders(self, contributors: list[Json]) -> Iterator[Node]:
        """Return who holds the rights, by name; the custodian as itself."""
        for entry in contributors:
            if (entry.get("role") or {}).get("id") == "rightsholder":
                name = name_of(entry)
                if self._context.is_custodian(name):
                    yield prune(self._catalogue.publisher)
                else:
                    yield self._made("foaf:Agent dct:Agent", name)

    def funding(self, entries: list[Json]) -> Iterator[Node]:
        """Return the projects that paid for it, each with its funder."""
        for entry in entries:
            funder, award = entry.get("funder") or {}, entry.get("award") or {}
            titles = award.get("title") or {}
            name = str(funder.get("name") or funder.get("id") or "")
            yield node(
                self._next("project"),
                "prov:Activity",
                {
                    "rdfs:label": [tagged(text, tag[:2]) for tag, text in sorted(titles.items())]
                    or [str(award.get("number") or name)],
                    "dct:identifier": [str(award.get("number") or "")],
                    "foaf:page": [self._page(award)],
                    "prov:wasAssociatedWith": [self._organisation(name, funder)] if name else [],
                },
            )

    def _agent(self, entry: Json) -> Node:
        party = entry.get("person_or_org") or {}
        person, name = party.get("type") == "personal", name_of(entry)
        iri = self._identity(party)
        if self._context.is_custodian(name) or iri == self._catalogue.publisher["@id"]:
            return prune(self._catalogue.publisher)
        made = self._made(
            f"foaf:Agent {'foaf:Person' if person else 'foaf:Organization'}",
            name,
            iri,
        )
        if member := [
            self._organisation(str(item.get("name") or item["id"]), item)
            for item in entry.get("affiliations", ())
            if item.get("name") or item.get("id")
        ]:
            made["org:memberOf"] = member
        return made

    def _identity(self, party: Json) -> str:
        for item in party.get("identifiers", ()):
            identifier = str(item.get("identifier") or "")
            if item.get("scheme") == "orcid" and (found := _ORCID.fullmatch(identifier)):
                return f"https://orcid.org/{found[1]}"
            if item.get("scheme") == "ror" and ror.is_valid(identifier):
                return ror.format(identifier)
        return ""

    def _organisation(self, name: str, entry: Json) -> Node:
        known = str(entry.get("id") or "")
        iri = ror.format(known) if ror.is_valid(known) else self._identity(entry)
        if iri and iri == self._catalogue.publisher["@id"]:
            return prune(self._catalogue.publisher)
        made = self._made("foaf:Agent foaf:Organization", name, iri or self._named.get(name, ""))
        self._named[name] = made["@id"]
        return made

    def _made(self, types: str, name: str, iri: str = "") -> Node:
        return node(
            iri or self._next("agent"),
            types,
            {"foaf:name": [tagged(name or "[unnamed]", self._language)]},
        )

    def _page(self, award: Json) -> Node | None:
        for item in award.get("identifiers") or ():
            if page := web(address(item.get("scheme") or "", item.get("identifier") or "")):
                return node(page, "foaf:Document", {})
        return None

    def _next(self, what: str) -> str:
        self._number += 1
        return f"{self._base}#{what}-{self._number}"


def name_of(entry: Json) -> str:
    """Return the name of a creator or contributor."""
    party = entry.get("person_or_org") or {}
    parts = (party.get("family_name"), party.get("given_name"))
    return str(party.get("name") or ", ".join(part for part in parts if part))
