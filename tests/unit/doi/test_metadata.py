# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Records of the records API, in a database, as DataCite metadata; no search index is there."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from invenio_app.factory import create_api
from invenio_communities.communities.records.api import Community
from invenio_db import db
from invenio_files_rest.models import Location
from invenio_rdm_records.records.api import RDMDraft, RDMRecord
from invenio_rdm_records.records.systemfields.deletion_status import RecordDeletionStatusEnum
from invenio_rdm_records.utils import ChainObject
from invenio_vocabularies.contrib.affiliations.api import Affiliation
from invenio_vocabularies.records.api import Vocabulary
from invenio_vocabularies.records.models import VocabularyType

from hoeder.crosswalks.datacite import NotPublicError, to_xml
from hoeder.doi.metadata import DataCiteJSON, as_data, version_of
from records import OURS, STOCK, vocabulary
from statements import statement_without_persons

Json = dict[str, Any]

ROOT = Path(__file__).parents[3]
ENTRIES = {
    "resourcetypes": ("resource_types", ["dataset", "publication-article"]),
    "contributorsroles": ("roles", ["datacurator"]),
    "titletypes": ("title_types", ["subtitle"]),
    "descriptiontypes": ("description_types", ["methods"]),
    "datetypes": ("date_types", ["coverage"]),
    "relationtypes": ("relation_types", ["issupplementto"]),
    "languages": ("languages", ["nld"]),
    "licenses": ("licenses", ["cc-by-4.0"]),
}
PERSON = {"type": "personal", "name": "Peeters, Lotte", "family_name": "Peeters"}
METADATA: Json = {
    "title": "A survey",
    "resource_type": {"id": "dataset"},
    "publication_date": "2026-05-01",
    "publisher": "Ghent University (demonstration)",
    "creators": [{"person_or_org": PERSON, "affiliations": [{"id": "00cv9y106"}]}],
    "contributors": [{"person_or_org": PERSON, "role": {"id": "datacurator"}}],
    "additional_titles": [{"title": "Een enquête", "type": {"id": "subtitle"}}],
    "additional_descriptions": [{"description": "<p>By phone</p>", "type": {"id": "methods"}}],
    "dates": [{"date": "1974", "type": {"id": "coverage"}}],
    "languages": [{"id": "nld"}],
    "rights": [{"id": "cc-by-4.0"}],
    "related_identifiers": [
        {
            "identifier": "10.1086/260758",
            "scheme": "doi",
            "relation_type": {"id": "issupplementto"},
            "resource_type": {"id": "publication-article"},
        }
    ],
}


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The API with the real configuration, and a database of its own with some vocabularies."""
    folder = tmp_path_factory.mktemp("instance")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INVENIO_INSTANCE_PATH", str(ROOT))
        app = create_api(
            SECRET_KEY="of a test",
            SITE_UI_URL="https://example.org",
            SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder}/test.db",
            SQLALCHEMY_ENGINE_OPTIONS={},
            HOEDER_CUSTODIANS_FILE=str(ROOT / "app_data" / "custodians.yaml"),
            HOEDER_DATACITE_PASSWORDS={},
        )
    with app.app_context():
        # The projection is PostgreSQL's own, and nothing here reads it.
        app.extensions.pop("hoeder-dissemination", None)
        ours = "hoeder_dissemination"
        tables = [one for one in db.metadata.sorted_tables if not one.name.startswith(ours)]
        db.metadata.create_all(db.engine, tables=tables)
        db.session.add(Location(name="default", uri=str(folder), default=True))
        for number, (name, (file, ids)) in enumerate(ENTRIES.items()):
            kind = VocabularyType(id=name, pid_type=f"voc{number}")
            db.session.add(kind)
            path = STOCK / (f"{file}.csv" if file == "licenses" else f"{file}.yaml")
            for id_ in ids:
                _add(kind, vocabulary(path)[id_])
        ghent = vocabulary(OURS / "affiliations.yaml")["00cv9y106"]
        affiliation = Affiliation.create({k: v for k, v in ghent.items() if k != "id"})
        affiliation.pid = ghent["id"]
        affiliation.commit()
        for slug, visibility in (("ugent-demo", "public"), ("a-secret", "restricted")):
            community = Community.create({"access": {"visibility": visibility}})
            community.slug = slug
            community.commit()
        db.session.commit()
        yield app


def _add(kind: VocabularyType, entry: Json) -> None:
    stored = Vocabulary.create(
        {key: entry[key] for key in ("title", "props", "tags") if key in entry}
    )
    stored.type = kind
    stored["id"] = entry["id"]
    Vocabulary.pid.create(stored)
    stored.commit()


def publish(draft: Any, doi: str, **access: Any) -> Any:
    """A published record of a draft, the way the service's components make it."""
    draft.commit()
    record = RDMRecord.publish(draft)
    record.update({"metadata": METADATA})
    record["custom_fields"] = {"hoeder:anonymisation": statement_without_persons()}
    record.pids = {"doi": {"identifier": doi, "provider": "datacite", "client": "datacite"}}
    record.access = {"record": "public", "files": "public", **access}
    record.files.enabled = True
    record.files.create_bucket()
    record.files.create("name-of-a-file.csv", stream=BytesIO(b"a,b\n1,2\n"))
    record.register()
    record.commit()
    return record


@pytest.fixture
def versions(instance: Flask) -> Iterator[list[Any]]:
    """Three versions of one dataset; nothing of them stays."""
    first = publish(RDMDraft.create({}), "10.5072/first")
    for slug in ("ugent-demo", "a-secret"):
        community = Community.pid.resolve(slug)
        first.parent.communities.add(community, default=slug == "ugent-demo")
    first.parent.pids = {"doi": {"identifier": "10.5072/all"}}
    first.parent.commit()
    records = [first]
    for name in ("second", "third"):
        records.append(publish(RDMDraft.new_version(records[-1]), f"10.5072/{name}"))
    db.session.flush()
    yield records
    db.session.rollback()


def told(record: Any) -> Json:
    return DataCiteJSON().dump_obj(record)


def parent(record: Any) -> ChainObject:
    """What InvenioRDM gives a provider for the DOI of all versions."""
    aliases = {"_parent": record.parent, "_child": record}
    return ChainObject(record.parent, record, aliases=aliases)


def relations(metadata: Json) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for link in metadata["relatedIdentifiers"]:
        found.setdefault(link["relationType"], []).append(link["relatedIdentifier"])
    return found


def test_terms_come_from_the_vocabularies(versions: list[Any]) -> None:
    metadata = told(versions[0])
    assert metadata["types"] == {"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"}
    assert metadata["titles"][1]["titleType"] == "Subtitle"
    assert metadata["dates"][1]["dateType"] == "Coverage"
    assert metadata["language"] == "nl"
    assert metadata["contributors"][0]["contributorType"] == "DataCurator"
    assert [each["descriptionType"] for each in metadata["descriptions"]] == ["Methods", "Other"]
    assert metadata["relatedIdentifiers"][0] == {
        "relatedIdentifier": "10.1086/260758",
        "relatedIdentifierType": "DOI",
        "relationType": "IsSupplementTo",
        "resourceTypeGeneral": "JournalArticle",
    }
    licence = metadata["rightsList"][0]
    assert (licence["rightsIdentifier"], licence["rightsIdentifierScheme"]) == ("cc-by-4.0", "SPDX")
    (affiliation,) = metadata["creators"][0]["affiliation"]
    assert affiliation["affiliationIdentifier"] == "https://ror.org/00cv9y106"


def test_custodian_contact_and_files(versions: list[Any]) -> None:
    metadata = told(versions[0])
    names = {each["contributorType"]: each["name"] for each in metadata["contributors"]}
    assert names["HostingInstitution"] == "Ghent University (demonstration)"
    assert names["ContactPerson"] == "Research data support"
    assert metadata["publisher"]["publisherIdentifier"] == "https://ror.org/00cv9y106"
    assert metadata["formats"] == ["text/csv"]
    assert metadata["sizes"] == ["1 file", "8 bytes"]
    assert "name-of-a-file" not in str(metadata)
    assert "@" not in str(metadata)


def test_versions_and_communities_that_anybody_may_see(versions: list[Any]) -> None:
    first, second, third = versions
    assert relations(told(first)) == {
        "IsSupplementTo": ["10.1086/260758"],
        "IsVersionOf": ["10.5072/all"],
        "IsPreviousVersionOf": ["10.5072/second"],
        "IsPartOf": ["https://example.org/communities/ugent-demo/"],
    }
    assert relations(told(second))["IsNewVersionOf"] == ["10.5072/first"]
    assert relations(told(second))["IsPreviousVersionOf"] == ["10.5072/third"]
    assert "IsPreviousVersionOf" not in relations(told(third))


def test_a_version_that_is_restricted_or_gone_is_nobodys_neighbour(versions: list[Any]) -> None:
    first, second, third = versions
    second.access = {"record": "restricted", "files": "restricted"}
    second.commit()
    assert relations(told(first))["IsPreviousVersionOf"] == ["10.5072/third"]
    assert relations(told(third))["IsNewVersionOf"] == ["10.5072/first"]
    first.deletion_status = RecordDeletionStatusEnum.DELETED
    first.commit()
    assert "IsNewVersionOf" not in relations(told(third))
    metadata = DataCiteJSON(is_parent=True).dump_obj(parent(third))
    assert relations(metadata)["HasVersion"] == ["10.5072/third"]
    for hidden in (first, second):
        with pytest.raises(NotPublicError):
            told(hidden)


def test_all_versions_together(versions: list[Any]) -> None:
    third = versions[-1]
    metadata = DataCiteJSON(is_parent=True).dump_obj(parent(third))
    assert metadata["doi"] == "10.5072/all"
    assert relations(metadata)["HasVersion"] == ["10.5072/first", "10.5072/second", "10.5072/third"]
    assert "IsVersionOf" not in relations(metadata)
    assert metadata["alternateIdentifiers"] == [
        {
            "alternateIdentifier": f"https://example.org/records/{third.parent.pid.pid_value}",
            "alternateIdentifierType": "URL",
        }
    ]


def test_restricted_files_keep_formats_and_sizes_in_every_outlet(versions: list[Any]) -> None:
    (record, *_) = versions
    record.access = {"record": "public", "files": "restricted"}
    record.commit()
    metadata = told(record)
    assert metadata["formats"] == ["text/csv"]
    assert "info:eu-repo/semantics/restrictedAccess" in str(metadata["rightsList"])
    # A search hit of such a record knows of no files.
    hit = {"id": record.pid.pid_value, "metadata": {}, "files": {"enabled": True}}
    assert told(hit) == metadata


def test_embargo(versions: list[Any]) -> None:
    (record, *_) = versions
    until = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    embargo = {"active": True, "until": until, "reason": "Thesis"}
    record.access = {"record": "public", "files": "restricted", "embargo": embargo}
    metadata = told(record)
    assert metadata["dates"][0] == {
        "date": until,
        "dateType": "Available",
        "dateInformation": "End of the embargo",
    }
    assert "info:eu-repo/semantics/embargoedAccess" in str(metadata["rightsList"])


def test_xml_says_the_same(versions: list[Any]) -> None:
    hit = {"id": versions[1].pid.pid_value}
    element = to_xml(*version_of(hit))
    assert element.findtext("{*}identifier") == "10.5072/second"
    assert element.find("{*}titles/{*}title").text == "A survey"


def test_the_record_stays_as_it_is_stored(versions: list[Any]) -> None:
    (record, *_) = versions
    before = str(dict(record))
    as_data(record)
    told(record)
    assert str(dict(record)) == before
