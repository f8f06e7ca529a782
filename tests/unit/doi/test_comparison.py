# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What DataCite makes of metadata is no difference; what somebody else makes of them is one."""

import copy
from typing import Any

import pytest

from hoeder.doi.comparison import FORMS, differing

SENT: dict[str, Any] = {
    "titles": [{"title": "Travel <i>survey</i>", "lang": "en"}, {"title": "Enquête"}],
    "creators": [{"name": "Peeters, Lotte", "nameIdentifiers": [{"nameIdentifier": "0000-1"}]}],
    "contributors": [{"contributorType": "DataCurator", "name": "Janssens, An"}],
    "publisher": {"name": "Ghent University"},
    "publicationYear": "2026",
    "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"},
    "subjects": [{"subject": "transport"}],
    "descriptions": [{"descriptionType": "Abstract", "description": "<p>R&amp;D,\n twice</p>"}],
    "dates": [{"dateType": "Issued", "date": "2026-01-31"}],
    "relatedIdentifiers": [
        {"relationType": "IsVersionOf", "relatedIdentifier": "10.5072/ABC"},
        {"relationType": "Cites", "relatedIdentifier": "10.1/x"},
    ],
    "fundingReferences": [{"funderName": "FWO", "awardNumber": "G1"}],
    "version": "1",
    "sizes": ["12 files"],
    "formats": ["text/csv"],
}

SHOWN: dict[str, Any] = {
    **SENT,
    "titles": [{"title": "Travel survey"}, {"title": "Enquête"}],
    "creators": [{"name": "Peeters, Lotte", "affiliation": [], "nameIdentifiers": []}],
    "publisher": "Ghent University",
    "publicationYear": 2026,
    "types": {"resourceTypeGeneral": "Dataset", "schemaOrg": "Dataset", "ris": "DATA"},
    "descriptions": [{"descriptionType": "Abstract", "description": "R&D, twice"}],
    "relatedIdentifiers": [
        {"relationType": "Cites", "relatedIdentifier": "10.1/x"},
        {"relationType": "IsVersionOf", "relatedIdentifier": "10.5072/abc"},
    ],
    "container": {},
    "language": None,
}


def test_what_datacite_makes_of_it_is_no_difference() -> None:
    assert differing(SENT, SHOWN) == []


def test_what_is_empty_is_as_good_as_missing() -> None:
    assert differing({"subjects": [], "version": None}, {"version": "", "sizes": []}) == []


OTHER: dict[str, Any] = {
    "titles": [{"title": "Another"}],
    "creators": [],
    "contributors": [],
    "publisher": "Hasselt University",
    "publicationYear": 2025,
    "types": {"resourceTypeGeneral": "Text"},
    "subjects": [],
    "descriptions": [{"descriptionType": "Methods", "description": "R&D, twice"}],
    "dates": [],
    "relatedIdentifiers": [],
    "fundingReferences": [],
    "version": "2",
    "sizes": [],
    "formats": ["text/tab-separated-values"],
}


@pytest.mark.parametrize("name", FORMS)
def test_each_attribute_that_somebody_changed_is_named(name: str) -> None:
    shown = copy.deepcopy(SHOWN)
    shown[name] = OTHER[name]
    assert differing(SENT, shown) == [name]


@pytest.mark.parametrize("nonsense", ["text", 7, [1, 2], [None], {"a": 1}])
@pytest.mark.parametrize("name", FORMS)
def test_whatever_comes_back_it_is_compared(name: str, nonsense: Any) -> None:
    assert set(differing(SENT, {**SHOWN, name: nonsense})) <= {name}
