# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Themes, subjects and keywords.

EU data themes are a subject vocabulary of the deposit form. Where the depositor chose none they
follow from the other subjects: fields of science of the OECD (FOS), EuroSciVoc and MeSH, by the
words of their titles. What nothing is known of is science and technology, as all research is.
"""

import re
from collections.abc import Iterator

from hoeder.crosswalks.context import Json
from hoeder.crosswalks.dcat_terms import EU, THEMES, theme
from hoeder.crosswalks.nodes import Node, node, tagged, web

THEME_SCHEME = "data-theme"
_PREFIX = f"{EU}data-theme/"

_WORDS = tuple(
    (re.compile(rf"\b({words})", re.IGNORECASE), code)
    for words, code in (
        ("agricult|forest|fisher|veterinar|animal|food|crop|landbouw|voeding", "AGRI"),
        ("econom|financ|business|account|econometr|market", "ECON"),
        (
            "educat|pedagog|art\\b|arts\\b|music|literatur|histor|sport|philosoph|religio|lingui|onderwijs",
            "EDUC",
        ),
        ("energ|nuclear|fuel|solar", "ENER"),
        ("environment|ecolog|climat|earth|ocean|hydrolog|geolog|biodivers|soil|milieu", "ENVI"),
        ("politic|government|public admin|overheid", "GOVE"),
        (
            "health|medic|clinic|disease|nurs|pharma|epidemiol|surg|psychiat|neoplasm|gezondheid",
            "HEAL",
        ),
        ("international|diploma|geopolit", "INTR"),
        ("law\\b|legal|crimin|justice|recht", "JUST"),
        ("urban|regional|geograph|housing|planning", "REGI"),
        (
            "sociolog|social|demograph|population|famil|gender|psycholog|anthropolog|media|marriage",
            "SOCI",
        ),
        ("transport|traffic|mobility|logist|vervoer", "TRAN"),
        (
            "computer|software|engineer|physic|mathemat|chemi|technolog|material|statistic|biolog",
            "TECH",
        ),
    )
)


def themes(subjects: list[Json]) -> list[Node]:
    """Return the EU data themes: those that were chosen, or else those that follow."""
    chosen = [code for item in subjects if (code := _chosen(item)) in THEMES]
    if not chosen:
        chosen = [code for item in subjects for code in _mapped(item)]
    return [theme(code) for code in dict.fromkeys(chosen or ["TECH"])]


def _chosen(item: Json) -> str:
    identifier = str(item.get("id") or "")
    return identifier.removeprefix(_PREFIX) if identifier.startswith(_PREFIX) else ""


def _mapped(item: Json) -> Iterator[str]:
    titles = item.get("title") or {}
    text = titles.get("en") or item.get("subject") or ""
    yield from (code for words, code in _WORDS if words.search(text))


def keywords(subjects: list[Json], language: str) -> list[Node]:
    """Return the words of all subjects that are no themes; of themes where there are no others."""
    found = [
        tagged(text, tag)
        for item in subjects
        if not _chosen(item)
        for tag, text in _labels(item, language)
    ]
    if not any(found):
        found = [label for each in themes(subjects) for label in each["skos:prefLabel"]]
    return list({(each["@value"], each["@language"]): each for each in found if each}.values())


def _labels(item: Json, language: str) -> list[tuple[str, str]]:
    titles = item.get("title") or {}
    told = [(tag, titles[tag]) for tag in ("en", "nl") if titles.get(tag)]
    if told:
        return told
    words = str(item.get("subject") or "")
    return [("en" if item.get("id") else language, words)]


def concepts(subjects: list[Json], language: str) -> Iterator[Node]:
    """Return the subjects of other vocabularies that have an address."""
    for item in subjects:
        identifiers = [
            item.get("id"),
            *(i.get("identifier") for i in item.get("identifiers") or ()),
        ]
        address = next((web(str(each)) for each in identifiers if web(str(each or ""))), "")
        labels = [tagged(text, tag) for tag, text in _labels(item, language)]
        if address and any(labels) and not _chosen(item):
            yield node(address, "skos:Concept", {"skos:prefLabel": labels})
