# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Records for the catalogue: one of each sort that DCAT has to tell apart."""

from pathlib import Path
from typing import Any

from hoeder.crosswalks.dcat import Catalogue, Entry, catalogue_of, entry
from hoeder.custodians.model import load
from records import context, minimal
from statements import complete_statement, statement_without_persons

Json = dict[str, Any]

CATALOGUE_URL = "https://example.org/catalogue/ugent-demo"
SECRET = "patients-of-doctor-x"
THEME = "http://publications.europa.eu/resource/authority/data-theme/"
BREAKING = (
    "<b>\"quoted\"</b> & 'single' \\ back </dct:title> ]]> <http://evil.example/> @prefix x: <y> . "
    '<!-- --> \r\n\ttab {"@id": 1} ^^xsd:int @nl _:b ;.,'
)
RIGHT_TO_LEFT = "سوسیال \u202e تقویم مسح اجتماعي عن الأسرة בחינה"


def catalogue() -> Catalogue:
    """The catalogue of the demonstration's first custodian."""
    custodian = load(Path(__file__).parents[1] / "app_data" / "custodians.yaml")[0]
    return catalogue_of(custodian, CATALOGUE_URL)


def files(count: int = 2, name: str = "survey") -> Json:
    """Files of a record: tables and one codebook."""
    entries = {
        f"{name}-{number}.csv": {
            "size": 1000 + number,
            "mimetype": "text/csv",
            "checksum": f"md5:{number:032x}",
        }
        for number in range(1, count)
    }
    entries["codebook.pdf"] = {"size": 9000, "mimetype": "application/pdf", "checksum": "md5:0a"}
    return {"enabled": True, "entries": entries}


def full(licence: str = "cc-by-4.0", **fields: Any) -> Json:
    """A record with everything that the score of data.europa.eu asks for."""
    person = {"type": "personal", "family_name": "Peeters", "given_name": "Lotte"}
    person["identifiers"] = [{"scheme": "orcid", "identifier": "0000-0002-1825-0097"}]  # type: ignore[assignment]
    record = minimal(
        **{
            "title": "Loneliness in Flanders",
            "creators": [{"person_or_org": person, "affiliations": [{"id": "00cv9y106"}]}],
            "description": "<p>A survey of loneliness among adults.</p>",
            "additional_titles": [
                {
                    "title": "Eenzaamheid in Vlaanderen",
                    "type": {"id": "translated-title"},
                    "lang": {"id": "nld"},
                }
            ],
            "additional_descriptions": [
                {
                    "description": "<p>Een enquête over eenzaamheid bij volwassenen.</p>",
                    "type": {"id": "abstract"},
                    "lang": {"id": "nld"},
                },
                {"description": "Telephone interviews.", "type": {"id": "methods"}},
            ],
            "languages": [{"id": "eng"}],
            "subjects": [{"id": f"{THEME}SOCI"}, {"subject": "loneliness"}],
            "dates": [
                {"date": "2024-03/2024-06", "type": {"id": "collected"}},
                {"date": "2024", "type": {"id": "coverage"}},
            ],
            "locations": {"features": [{"place": "Oost-Vlaanderen"}]},
            "rights": [{"id": licence}],
            "version": "1.0",
            **fields,
        }
    )
    statement = complete_statement()
    record["custom_fields"] = {
        "hoeder:anonymisation": statement,
        "hoeder:screening": {
            "tier": "open",
            "files": 2,
            "screened": 2,
            "screened_on": "2026-04-30",
            "smallest_group": 7,
        },
    }
    record["files"] = files()
    return record


def restricted(**parent: Any) -> Json:
    """A record whose files are not public; ``parent`` are its access settings."""
    record = full()
    record["access"] = {"record": "public", "files": "restricted"}
    record["files"] = files(name=SECRET)
    record["parent"]["access"] = {"settings": parent}
    return record


def embargoed() -> Json:
    """A record whose files open in a year."""
    record = restricted()
    record["access"]["embargo"] = {"active": True, "until": "2027-05-10", "reason": SECRET}
    return record


def without_files(**files: Any) -> Json:
    """A record of which only the description is here, or whose files are not listed."""
    record = full()
    record["files"] = files or {"enabled": False}
    return record


def high_value() -> Json:
    """Open data that Europe calls high-value."""
    record = full("cc0-1.0")
    record["custom_fields"] |= {
        "hoeder:high_value": ["c_e1da4e07"],
        "hoeder:frequency": "ANNUAL",
        "hoeder:areas": ["BE234"],
    }
    return record


def breaking() -> Json:
    """A record whose every text tries to leave the place it is written in."""
    text = BREAKING
    record = full(
        title=text,
        description=f"<p>{text}</p><script>alert(1)</script>",
        publisher=text,
        copyright=text,
        version=text,
        subjects=[{"subject": text}, {"id": f"http://{text}", "subject": text}],
        rights=[{"title": {"en": text}, "description": {"en": text}, "link": f"https://x/{text}"}],
        locations={
            "features": [{"place": text, "geometry": {"type": "Point", "coordinates": [4, 51]}}]
        },
        references=[{"reference": text, "identifier": f"https://x/{text}", "scheme": "url"}],
        additional_titles=[
            {"title": text, "type": {"id": "alternative-title"}, "lang": {"id": text}},
        ],
    )
    record["files"]["entries"] = {
        f"{text}.csv": {"size": 1, "mimetype": text, "checksum": text},
        "../../etc/passwd": {"size": 0},
    }
    return record


def right_to_left() -> Json:
    """A record in Arabic letters."""
    return full(
        title=RIGHT_TO_LEFT,
        description=RIGHT_TO_LEFT,
        languages=[{"id": "ara"}],
        subjects=[{"subject": RIGHT_TO_LEFT}],
    )


def many_authors() -> Json:
    """A record of two hundred people from one institute."""
    return full(
        creators=[
            {
                "person_or_org": {
                    "type": "personal",
                    "family_name": f"Author {n}",
                    "given_name": "A.",
                },
                "affiliations": [{"name": "Institute"}],
            }
            for n in range(200)
        ]
    )


def many_files() -> Json:
    """A record of five hundred files."""
    record = full()
    record["files"] = files(500)
    return record


def in_dutch_only() -> Json:
    """A record without English, of people without identifiers, that says little."""
    record = minimal(title="Een enquête", languages=[{"id": "nld"}])
    record["custom_fields"] = {"hoeder:anonymisation": statement_without_persons()}
    return record


RECORDS = {
    "open": full,
    "open, CC0": lambda: full("cc0-1.0"),
    "high-value": high_value,
    "safeguarded": lambda: restricted(allow_user_requests=True),
    "controlled": restricted,
    "embargoed": embargoed,
    "metadata only": without_files,
    "no files listed": lambda: without_files(enabled=True),
    "500 files": many_files,
    "breaking": breaking,
    "right to left": right_to_left,
    "200 authors": many_authors,
    "Dutch only": in_dutch_only,
}
"""By what is particular about them."""


def told(record: Json, **others: Any) -> Entry:
    """The record in the catalogue; ``others`` are of the context."""
    return entry(record, context(**others), catalogue())
