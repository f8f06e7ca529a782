# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The licence of a dataset as the right IRI: a Flemish one where it applies, else the EU's.

Flanders has an IRI of its own for CC0 (``owl:sameAs`` Creative Commons' in its own thesaurus) and
for its model licences; the open-data facet of the Datavindplaats counts these only. No other
licence is turned into a Flemish one: the free model licence asks for attribution as CC BY does,
but it is another text. For the rest the EU's authority table ``licence`` is what data.europa.eu
knows.
"""

import re
from functools import cache
from typing import Any, NamedTuple

from hoeder.crosswalks.context import Json
from hoeder.crosswalks.dcat_terms import EU, FLEMISH_CC0, FLEMISH_LICENCES
from hoeder.crosswalks.nodes import Node, both, node, tagged, web

_CREATIVE_COMMONS = re.compile(r"cc-(by(?:-nc)?(?:-sa|-nd)?)-([1-4])\.([05])")
_EU_LICENCES = {
    "cc0-1.0": "CC0",
    "apache-2.0": "APACHE_2_0",
    "agpl-3.0-only": "AGPL_3_0",
    "bsd-2-clause": "BSD_2_CLAUSE",
    "bsd-3-clause": "BSD_3_CLAUSE",
    "eupl-1.1": "EUPL_1_1",
    "eupl-1.2": "EUPL_1_2",
    "etalab-2.0": "ETALAB_2_0",
    "gpl-2.0-only": "GPL_2_0",
    "gpl-3.0-only": "GPL_3_0",
    "isc": "ISC",
    "lgpl-2.1-only": "LGPL_2_1",
    "lgpl-3.0-only": "LGPL_3_0",
    "mit": "MIT",
    "mpl-2.0": "MPL_2_0",
    "nlod-1.0": "NLOD_1_0",
    "odbl-1.0": "ODC_BL",
    "odc-by-1.0": "ODC_BY",
    "ogl-uk-1.0": "OGL_1_0",
    "ogl-uk-2.0": "OGL_2_0",
    "pddl-1.0": "ODC_PDDL",
}
_OPEN = re.compile(
    r"cc0-1\.0|cc-by(-sa)?-[1-4]\.[05]|odc-by-1\.0|odbl-1\.0|pddl-1\.0|"
    r"modellicentie-gratis-hergebruik|onvoorwaardelijk-hergebruik"
)
_FLEMISH = {
    "modellicentie-gratis-hergebruik": "Modellicentie voor gratis hergebruik",
    "modellicentie-hergebruik-tegen-vergoeding": "Modellicentie voor hergebruik tegen vergoeding",
    "onvoorwaardelijk-hergebruik": "Onvoorwaardelijk hergebruik",
}
_CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"


class Licence(NamedTuple):
    """A licence; ``open`` as the Open Definition 2.1 has it. Without an IRI it is a text only."""

    iri: str
    title: str
    language: str
    open: bool

    def as_node(self) -> Node:
        """Return it as a licence document."""
        if self.iri == FLEMISH_CC0:
            return flemish_cc0()
        titles = [tagged(self.title, self.language)]
        return node(self.iri, "dct:LicenseDocument", {"dct:title": titles})


def flemish_cc0() -> Node:
    """Return Flanders' CC0 declaration."""
    return node(
        FLEMISH_CC0,
        "dct:LicenseDocument",
        {
            "dct:title": both(
                "Creative Commons Zero declaration", "Creative Commons Zero verklaring"
            ),
            "owl:sameAs": [node(_CC0, "dct:LicenseDocument", {})],
        },
    )


def licences(rights: list[Json], public: bool) -> list[Licence]:
    """Return the licences of a record, those with an IRI first.

    :param public: whether anybody gets the data now: Flemish open data have Flanders' CC0.
    """
    return sorted((_licence(item, public) for item in rights), key=lambda each: not each.iri)


def _licence(item: Json, public: bool) -> Licence:
    identifier = str(item.get("id") or "").lower()
    titles: dict[str, Any] = item.get("title") or {}
    language = "en" if titles.get("en") else next(iter(titles), "en")
    title = str(titles.get(language) or identifier or "")
    link = (item.get("props") or {}).get("url") or item.get("link") or ""
    if identifier in _FLEMISH:
        return Licence(_flemish(identifier), _FLEMISH[identifier], "nl", _open(identifier))
    if identifier == "cc0-1.0" and public:
        return Licence(FLEMISH_CC0, title, language, True)
    known = _european(identifier)
    tag = language.replace("_", "-")
    return Licence(known or web(link), title, tag, _open(identifier))


def _open(identifier: str) -> bool:
    return bool(_OPEN.fullmatch(identifier))


def _flemish(identifier: str) -> str:
    return f"{FLEMISH_LICENCES}{identifier}/v1.0"


@cache
def _european(identifier: str) -> str:
    """The IRI in the authority table, or "".

    >>> _european("cc-by-nc-sa-4.0"), _european("gpl-3.0-or-later")
    ('http://publications.europa.eu/resource/authority/licence/CC_BYNCSA_4_0', '')
    """
    code = _EU_LICENCES.get(identifier, "")
    if found := _CREATIVE_COMMONS.fullmatch(identifier):
        code = f"CC_{found[1].replace('-', '').upper()}_{found[2]}_{found[3]}"
    return f"{EU}licence/{code}" if code else ""


def is_known(iri: str) -> bool:
    """Tell whether data.europa.eu knows a licence: whether it is one of the authority table."""
    return iri.startswith(f"{EU}licence/")
