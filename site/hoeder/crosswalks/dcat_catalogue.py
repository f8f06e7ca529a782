# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The catalogue of a custodian: its head, and what every dataset in it refers to."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hoeder.crosswalks.dcat_coverage import moment
from hoeder.crosswalks.dcat_licences import flemish_cc0
from hoeder.crosswalks.dcat_terms import THEME_SCHEME, language, scheme
from hoeder.crosswalks.nodes import Node, Once, both, node, reference, web
from hoeder.crosswalks.text import uri

if TYPE_CHECKING:
    from hoeder.custodians.model import Custodian

_PUBLISHER_TYPES = "http://purl.org/adms/publishertype/"
_ACADEMIC = node(
    f"{_PUBLISHER_TYPES}Academia-ScientificOrganisation",
    "skos:Concept",
    {
        "skos:prefLabel": both(
            "Academia/Scientific organisation", "Academische/wetenschappelijke organisatie"
        ),
        "skos:inScheme": [scheme(f"{_PUBLISHER_TYPES}1.0", "Publisher type", "Type uitgever")],
    },
)


@dataclass(frozen=True)
class Catalogue:
    """A custodian's catalogue; texts in English and Dutch.

    :param url: its address, which is its IRI and its identifier: it must not change.
    :param email: the custodian's public one; no other address is ever told.
    """

    url: str
    title: tuple[str, str]
    description: tuple[str, str]
    publisher_name: tuple[str, str]
    ror: str
    contact: str
    email: str

    @cached_property
    def publisher(self) -> Node:
        """The custodian."""
        return node(
            web(self.ror) or f"{self.url}#publisher",
            "foaf:Agent dct:Agent foaf:Organization",
            {
                "foaf:name": both(*self.publisher_name),
                "foaf:mbox": [reference(self._mailto)],
                "dct:type": [_ACADEMIC],
            },
        )

    @cached_property
    def contact_point(self) -> Node:
        """Whom to write to: an office, not a person."""
        return node(
            f"{self.url}#contact",
            "vcard:Kind vcard:Organization",
            {
                "vcard:fn": both(self.contact, self.contact),
                "vcard:hasEmail": [reference(self._mailto)],
            },
        )

    @property
    def _mailto(self) -> str:
        return uri(f"mailto:{self.email}")

    def head(self, modified: str = "") -> list[Node]:
        """Return the catalogue without its datasets.

        :param modified: when anything in it changed last, as a moment of ISO 8601.
        """
        return [
            Once()(
                node(
                    self.url,
                    "dcat:Catalog dcat:Resource",
                    {
                        "dct:identifier": [self.url],
                        "dct:title": both(*self.title),
                        "dct:description": both(*self.description),
                        "dct:publisher": [self.publisher],
                        "dcat:contactPoint": [self.contact_point],
                        "dct:license": [flemish_cc0()],
                        "dct:language": [
                            language("nld", "nl", "Dutch"),
                            language("eng", "en", "English"),
                        ],
                        "dcat:themeTaxonomy": [THEME_SCHEME],
                        "dct:modified": [moment(modified)],
                    },
                )
            )
        ]


def catalogue_of(custodian: "Custodian", url: str) -> Catalogue:
    """Return a custodian's catalogue at an address."""
    english, dutch = custodian.title.en, custodian.title.nl
    return Catalogue(
        url=url,
        title=(f"Research data of {english}", f"Onderzoeksdata van {dutch}"),
        description=(custodian.description.en, custodian.description.nl),
        publisher_name=(english, dutch),
        ror=custodian.ror,
        contact=custodian.contact.name,
        email=custodian.contact.email,
    )
