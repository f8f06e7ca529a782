# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The InvenioRDM draft of the demo's data set: every field that an outlet can carry is filled.

In: the survey, the custodian's name, a date and the anonymisation statement. Out: the JSON of
``POST /api/records``. The survey, its author and the article are real and described as they are;
the depositor and the grant are fictitious, and the description says so.

The depositor is Josiah Carberry, the fictitious person whom ORCID itself keeps for examples
(0000-0002-1825-0097). No ORCID of Ray C. Fair is known, so none is given.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hoeder.operations.demo.fair import Survey, number

Json = dict[str, Any]

TITLE = "Survey of extramarital affairs among readers of Redbook (Fair, 1978)"
DUTCH_TITLE = "Enquête over buitenechtelijke relaties onder lezeressen van Redbook (Fair, 1978)"
ARTICLE_DOI = "10.1086/260758"
STATSMODELS_PAGE = "https://www.statsmodels.org/stable/datasets/generated/fair.html"
GRANT_PAGE = "https://example.org/grants/DEMO-0001"
AUTHOR_PAGE = "http://fairmodel.econ.yale.edu/rayfair/pdf/2011b.htm"

#: Entries of the vocabularies in ``app_data`` that the draft refers to: by ROR Ghent University and
#: Research Foundation - Flanders, and the EU data themes "Population and society" and "Economy and
#: finance".
AFFILIATION = "00cv9y106"
FUNDER = "03qtxy027"
_THEME = "http://publications.europa.eu/resource/authority/data-theme/"
SUBJECTS = (f"{_THEME}SOCI", f"{_THEME}ECON")

_DESCRIPTION = (
    "<p>Answers of {respondents} married women to a survey held by the magazine Redbook in the "
    "United States in 1974: how they rate their marriage, age, years married, children, "
    "religiousness, education, occupation, husband's occupation, and time spent in extramarital "
    "affairs. Ray C. Fair analysed the data in “A Theory of Extramarital Affairs” (Journal "
    "of Political Economy, 1978); statsmodels distributes them as an example of regression with "
    "censored data.</p><p>This edition was made for a demonstration: the data are real, but the "
    "depositor, his affiliation and the grant are fictitious, and the publisher has no part in it."
    "</p>"
)
_METHODS = (
    "<p>The file of statsmodels was rewritten without change of any value as comma-separated "
    "values and as an SPSS file; labels and codes come from the documentation in statsmodels. "
    "Age, years married and children are interval approximations: each holds at most seven "
    "different values.</p>"
)
_RIGHTS = (
    "statsmodels states: “{copyright}” and distributes the data as part of a package under "
    "the BSD 3-Clause licence. The author has not dedicated the data to the public domain."
)


def fair_draft(survey: Survey, publisher: str, today: date, statement: Mapping[str, Any]) -> Json:
    """The draft of the survey.

    :param publisher: name of the custodian that publishes this edition.
    :param today: publication date of this edition.
    :param statement: value of the custom field ``hoeder:anonymisation``.
    """
    return {
        "access": {"record": "public", "files": "public"},
        "files": {"enabled": True},
        "metadata": {
            "resource_type": {"id": "dataset"},
            "title": TITLE,
            "additional_titles": [
                {"title": DUTCH_TITLE, "type": {"id": "translated-title"}, "lang": {"id": "nld"}}
            ],
            "creators": [
                {**_person("Ray C.", "Fair"), "affiliations": [{"name": "Yale University"}]},
                _depositor(),
            ],
            "contributors": [
                {**_depositor(), "role": {"id": "contactperson"}},
                {**_depositor(), "role": {"id": "datacurator"}},
                {**_organisation("Redbook"), "role": {"id": "datacollector"}},
                {**_organisation("statsmodels developers"), "role": {"id": "distributor"}},
                {**_organisation(publisher), "role": {"id": "hostinginstitution"}},
            ],
            "publisher": publisher,
            "publication_date": today.isoformat(),
            "description": _DESCRIPTION.format(respondents=f"{len(survey.rows):,}"),
            "additional_descriptions": [
                {"description": _METHODS, "type": {"id": "methods"}, "lang": {"id": "eng"}},
                {
                    "description": f"<p>{_variables(survey)}</p>",
                    "type": {"id": "technical-info"},
                    "lang": {"id": "eng"},
                },
            ],
            "languages": [{"id": "eng"}],
            "subjects": [
                *({"id": identifier} for identifier in SUBJECTS),
                *({"subject": word} for word in ("extramarital affairs", "marriage", "survey")),
            ],
            "dates": [
                {"date": "1974", "type": {"id": "collected"}, "description": "Survey by Redbook"},
                {"date": "1974", "type": {"id": "coverage"}, "description": "Period described"},
            ],
            "locations": {"features": [_united_states()]},
            "funding": [_funding()],
            "rights": _rights(survey),
            "version": "1.0.0",
            "sizes": [f"{len(survey.rows)} respondents", f"{len(survey.variables)} variables"],
            "formats": ["text/csv", "application/x-spss-sav", "text/markdown"],
            "related_identifiers": _related(),
            "references": [
                {
                    "reference": "Fair, R. C. (1978). A Theory of Extramarital Affairs. Journal of "
                    "Political Economy, 86(1), 45-61.",
                    "identifier": ARTICLE_DOI,
                    "scheme": "doi",
                }
            ],
        },
        "custom_fields": {"hoeder:anonymisation": dict(statement)},
    }


def with_preview(draft: Mapping[str, Any], name: str) -> Json:
    """The same draft, showing the uploaded file ``name`` on the landing page."""
    return {**draft, "files": {**draft["files"], "default_preview": name}}


def with_statement(draft: Mapping[str, Any], statement: Mapping[str, Any]) -> Json:
    """The same draft with another anonymisation statement."""
    return {
        **draft,
        "custom_fields": {**draft["custom_fields"], "hoeder:anonymisation": dict(statement)},
    }


def _person(given_name: str, family_name: str, orcid: str | None = None) -> Json:
    person: Json = {"type": "personal", "given_name": given_name, "family_name": family_name}
    if orcid:
        person["identifiers"] = [{"scheme": "orcid", "identifier": orcid}]
    return {"person_or_org": person}


def _depositor() -> Json:
    person = _person("Josiah", "Carberry", "0000-0002-1825-0097")
    return {**person, "affiliations": [{"id": AFFILIATION}]}


def _organisation(name: str) -> Json:
    return {"person_or_org": {"type": "organizational", "name": name}}


def _variables(survey: Survey) -> str:
    described = []
    for variable in survey.variables:
        codes = ", ".join(f"{number(code)} {meaning}" for code, meaning in variable.codes.items())
        described.append(f"{variable.name}: {variable.label}{f' ({codes})' if codes else ''}")
    return "; ".join(described) + "."


def _united_states() -> Json:
    west, south, east, north = -124.8, 24.4, -66.9, 49.4
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "place": "United States",
        "description": "Contiguous states, as a box",
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "identifiers": [{"scheme": "geonames", "identifier": "6252001"}],
    }


def _funding() -> Json:
    return {
        "funder": {"id": FUNDER},
        "award": {
            "title": {"en": "Demonstration of a data custodian (fictitious grant)"},
            "number": "DEMO-0001",
            "identifiers": [{"scheme": "url", "identifier": GRANT_PAGE}],
        },
    }


def _rights(survey: Survey) -> list[Json]:
    return [
        {"id": "bsd-3-clause"},
        {
            "title": {"en": "Distributed with permission of the author"},
            "description": {"en": _RIGHTS.format(copyright=survey.copyright)},
            "link": STATSMODELS_PAGE,
        },
    ]


def _related() -> list[Json]:
    links = [
        (ARTICLE_DOI, "doi", "issupplementto", "publication-article"),
        (AUTHOR_PAGE, "url", "isderivedfrom", "dataset"),
        (STATSMODELS_PAGE, "url", "isvariantformof", "dataset"),
    ]
    return [
        {
            "identifier": identifier,
            "scheme": scheme,
            "relation_type": {"id": relation},
            "resource_type": {"id": kind},
        }
        for identifier, scheme, relation, kind in links
    ]
