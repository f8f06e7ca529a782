# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Records as InvenioRDM keeps them, their vocabularies looked up in the files of the set-up."""

import csv
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import invenio_rdm_records.fixtures
import yaml

from hoeder.crosswalks.context import Context
from hoeder.operations.demo import fair, metadata
from statements import complete_statement

Json = dict[str, Any]

STOCK = Path(invenio_rdm_records.fixtures.__file__).parent / "data" / "vocabularies"
OURS = Path(__file__).parents[1] / "app_data" / "vocabularies"
TODAY = date(2026, 5, 10)
VOCABULARIES = {
    ("resource_type", ""): STOCK / "resource_types.yaml",
    ("languages", ""): STOCK / "languages.yaml",
    ("creators", "role"): STOCK / "roles.yaml",
    ("contributors", "role"): STOCK / "roles.yaml",
    ("additional_titles", "type"): STOCK / "title_types.yaml",
    ("additional_titles", "lang"): STOCK / "languages.yaml",
    ("additional_descriptions", "type"): STOCK / "description_types.yaml",
    ("additional_descriptions", "lang"): STOCK / "languages.yaml",
    ("dates", "type"): STOCK / "date_types.yaml",
    ("related_identifiers", "relation_type"): STOCK / "relation_types.yaml",
    ("related_identifiers", "resource_type"): STOCK / "resource_types.yaml",
    ("creators", "affiliations"): OURS / "affiliations.yaml",
    ("contributors", "affiliations"): OURS / "affiliations.yaml",
    ("funding", "funder"): OURS / "funders.yaml",
    ("funding", "award"): OURS / "awards.yaml",
    ("subjects", ""): OURS / "subjects_data_theme.yaml",
    ("rights", ""): STOCK / "licenses.csv",
}


@cache
def vocabulary(path: Path) -> dict[str, Json]:
    """The entries of a vocabulary's file by their ids."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        return {row["id"]: _licence(row) for row in csv.DictReader(text.splitlines())}
    # The C loader reads 8,000 languages in a second.
    entries = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {entry["id"]: entry for entry in entries}


def _licence(row: dict[str, str]) -> Json:
    return {
        "id": row["id"],
        "title": {"en": row["title__en"]},
        "props": {"url": row["props__url"], "scheme": row["props__scheme"]},
    }


def record(draft: Json, **others: Any) -> Json:
    """A published record of a draft; ``others`` replace what it has besides."""
    draft = deepcopy(draft)
    for (field, key), path in VOCABULARIES.items():
        found = draft["metadata"].get(field) or []
        for item in found if isinstance(found, list) else [found]:
            entries = item.get(key, {}) if key else item
            for entry in entries if isinstance(entries, list) else [entries]:
                # What is in no file (a depositor's own licence, a vocabulary of a test) stays.
                entry.update(vocabulary(path).get(entry.get("id"), {}))
    for party in (*draft["metadata"]["creators"], *draft["metadata"].get("contributors", ())):
        person = party["person_or_org"]
        parts = (person.get("family_name"), person.get("given_name"))
        person.setdefault("name", ", ".join(part for part in parts if part))
    return {
        "id": "abcd1-efg23",
        "created": "2026-05-01T10:00:00+00:00",
        "updated": "2026-05-09T23:30:00+00:00",
        "pids": {
            "doi": {"identifier": "10.5072/abcd1-efg23", "provider": "datacite"},
            "oai": {"identifier": "oai:example.org:abcd1-efg23", "provider": "oai"},
        },
        "parent": {"pids": {"doi": {"identifier": "10.5072/paren-t0001"}}},
        "files": {
            "enabled": True,
            "entries": {
                "secret-name.csv": {"size": 13714, "mimetype": "text/csv", "checksum": "md5:1"},
                "codebook.md": {"size": 286, "mimetype": "text/markdown", "checksum": "md5:2"},
            },
        },
        **draft,
        **others,
    }


def minimal(**fields: Any) -> Json:
    """A record with little more than must be there; ``fields`` are of its metadata."""
    creator = {"type": "personal", "family_name": "Peeters", "given_name": "Lotte"}
    draft = {
        "access": {"record": "public", "files": "public"},
        "metadata": {
            "title": "A survey",
            "resource_type": {"id": "dataset"},
            "creators": [{"person_or_org": creator}],
            "publisher": "Ghent University (demonstration)",
            "publication_date": "2026-05-01",
            **fields,
        },
    }
    return record(draft)


def demo() -> Json:
    """The record of the demonstration."""
    draft = metadata.fair_draft(
        fair.read_survey(), "Ghent University (demonstration)", TODAY, complete_statement()
    )
    return record({key: value for key, value in draft.items() if key != "files"})


def context(**others: Any) -> Context:
    """What an outlet knows besides: custodian, page, versions."""
    return Context(
        **{
            "today": TODAY,
            "landing_url": "https://example.org/records/abcd1-efg23",
            "custodian": "Ghent University (demonstration)",
            "custodian_other_names": ("Universiteit Gent (demonstratie)",),
            "custodian_ror": "https://ror.org/00cv9y106",
            "contact": "Research data support",
            "community_urls": ("https://example.org/communities/ugent-demo",),
            "concept_doi": "10.5072/paren-t0001",
            "previous_doi": "10.5072/befor-e0001",
            "next_doi": "10.5072/after-00001",
            **others,
        }
    )


def with_secrets() -> Json:
    """A record that has "SECRET" wherever something is not to be told."""
    hidden = {
        "internal_notes": [{"note": "SECRET"}],
        "media_files": {"entries": {"SECRET.png": {}}},
        "stats": {"SECRET": 1},
        "links": {"self": "SECRET"},
        "parent": {
            "access": {"owned_by": {"user": "SECRET"}, "links": [{"token": "SECRET"}]},
            "review": {"title": "SECRET"},
        },
        "custom_fields": {
            "hoeder:anonymisation": {
                **complete_statement(),
                "key_holder": "SECRET",
                "anonymised_by": "SECRET",
                "legal_basis": "SECRET",
            },
            "other:field": "SECRET",
        },
        "files": {
            "enabled": True,
            "default_preview": "SECRET.csv",
            "order": ["SECRET.csv"],
            "entries": {"SECRET.csv": {"key": "SECRET.csv", "checksum": "SECRET", "size": 1}},
        },
        "access": {
            "record": "public",
            "files": "restricted",
            "embargo": {"active": True, "until": "2026-06-01", "reason": "SECRET"},
        },
    }
    party = {
        "type": "personal",
        "family_name": "Peeters",
        "email": "SECRET",
        "identifiers": [{"scheme": "orcid", "identifier": "0000-0002-1825-0097"}],
    }
    metadata = {"creators": [{"person_or_org": party, "user": "SECRET"}], "internal": "SECRET"}
    return {**minimal(**metadata), **hidden}
