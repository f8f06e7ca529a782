# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Records full of characters that mean something somewhere."""

import random
from typing import Any

from records import minimal

Json = dict[str, Any]

CHARACTERS = (
    "abcZ019:/?#[]@!$&'()*+,;=%-._~ \"<>\\^`{|}ü数\u202e\x00\x0b\ud800\ufffe\t\n\N{GRINNING FACE}"
)


def noisy(source: random.Random) -> Json:
    """A record of fields that nobody checked."""

    def text(length: int = 12) -> str:
        return "".join(source.choice(CHARACTERS) for _ in range(source.randint(0, length)))

    def named(*schemes: str) -> list[Json]:
        return [{"scheme": source.choice(schemes), "identifier": text()}]

    person = {"type": source.choice(("personal", "organizational")), "family_name": text()}
    person |= {"given_name": text(), "name": text(), "identifiers": named("orcid", "isni", "x")}
    party = {
        "person_or_org": person,
        "affiliations": [{"name": text(), "identifiers": named("ror")}],
    }
    link = {"relation_type": {"id": text(), "title": {"en": text()}}}
    return minimal(
        title=text(),
        description=text(60),
        copyright=text(),
        publisher=text(),
        version=text(),
        sizes=[text()],
        formats=[text()],
        creators=[party],
        contributors=[{**party, "role": {"id": text()}}],
        additional_titles=[{"title": text(), "type": {"id": text()}}],
        additional_descriptions=[{"description": text(60), "type": {"id": text()}}],
        dates=[{"date": "2020", "type": {"id": text()}, "description": text()}],
        subjects=[
            {"id": text(), "subject": text(), "scheme": text()},
            {"id": f"http://{text()}", "subject": text()},
        ],
        rights=[
            {"title": {"en": text()}, "link": f"http://{text()}"},
            {"id": text(), "props": {"url": f"https://{text()}", "scheme": text()}},
        ],
        funding=[
            {
                "funder": {"name": text(), "identifiers": named("ror", "doi", "gnd", "x")},
                "award": {"number": text(), "title": {"en": text()}, "identifiers": named("url")},
            }
        ],
        locations={"features": [{"place": text(), "identifiers": named("geonames", "x")}]},
        related_identifiers=[named("doi", "url", "other", "isni")[0] | link],
        references=[{"reference": text(), **named("doi", "other")[0]}],
    )
