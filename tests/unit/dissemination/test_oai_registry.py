# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Contradictory formats stop the application."""

from typing import Any

import pytest

from hoeder.dissemination.oai import registry
from hoeder.dissemination.oai.formats import FORMATS

DC = FORMATS["oai_dc"]


def test_ours_are_right() -> None:
    found = registry.formats(FORMATS)
    assert found["datacite"].namespace == "http://datacite.org/schema/kernel-4"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"x": {**DC, "schema": ""}}, "x has no schema"),
        ({"x": {"serializer": "a:b", "schema": DC["schema"]}}, "x has no namespace"),
        ({"x": {**DC, "schema": "relative.xsd"}}, "x has no schema"),
        ({"x": {**DC, "serializer": None}}, "x has no serializer"),
        ({"x y": DC}, "no metadataPrefix"),
        ({"x": {**DC, "namespace": "https://example.org/"}}, "oai_dc and x name the same schema"),
    ],
)
def test_contradictions(entry: dict[str, Any], said: str) -> None:
    with pytest.raises(registry.FormatsError, match=said):
        registry.formats({"oai_dc": DC, **entry})


def test_dublin_core_is_required() -> None:
    with pytest.raises(registry.FormatsError, match="oai_dc is missing"):
        registry.formats({"datacite": FORMATS["datacite"]})


def test_a_prefix_is_registered_once() -> None:
    assert set(registry.merge({"a": DC}, {"b": DC})) == {"a", "b"}
    with pytest.raises(registry.FormatsError, match="twice: a"):
        registry.merge({"a": DC}, {"a": DC})
