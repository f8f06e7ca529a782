# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The metadata formats, as ``OAISERVER_METADATA_FORMATS`` registers them.

That mapping is the one place where formats are named. What contradicts itself is found when the
application starts, not at the first harvest.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from hoeder.dissemination.oai.arguments import PREFIX


class FormatsError(ValueError):
    """The registry is wrong; one sentence for each contradiction."""


class Format(NamedTuple):
    """A metadata format: its prefix, and the schema and namespace of its root element."""

    prefix: str
    schema: str
    namespace: str


def merge(*registries: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Put registries of several capabilities together.

    :raises FormatsError: when two of them register the same prefix.
    """
    merged: dict[str, Mapping[str, Any]] = {}
    for registry in registries:
        if twice := sorted(merged.keys() & registry.keys()):
            raise FormatsError(f"Formats registered twice: {', '.join(twice)}. Keep one of each.")
        merged.update(registry)
    return merged


def formats(registry: Mapping[str, Mapping[str, Any]]) -> dict[str, Format]:
    """Return the formats by prefix.

    :raises FormatsError: when one lacks a serializer, a schema or a namespace, when a schema stands
        for two namespaces, or when ``oai_dc`` is missing (OAI-PMH 2.0, section 5).
    """
    problems = [
        sentence for prefix, entry in registry.items() for sentence in _wrong(prefix, entry)
    ]
    spaces: dict[str, dict[str, str]] = {}
    for prefix, entry in registry.items():
        if entry.get("schema") and entry.get("namespace"):
            spaces.setdefault(entry["schema"], {})[entry["namespace"]] = prefix
    problems += [
        f"{' and '.join(sorted(users.values()))} name the same schema {schema} for different "
        "namespaces. A schema has one."
        for schema, users in spaces.items()
        if len(users) > 1
    ]
    if "oai_dc" not in registry:
        problems.append("oai_dc is missing, which every OAI-PMH repository has.")
    if problems:
        raise FormatsError("OAISERVER_METADATA_FORMATS: " + "\n".join(problems))
    return {
        prefix: Format(prefix, entry["schema"], entry["namespace"])
        for prefix, entry in registry.items()
    }


def _wrong(prefix: str, entry: Mapping[str, Any]) -> list[str]:
    """What is wrong with one format by itself."""
    found = []
    if not PREFIX.fullmatch(prefix) or len(prefix) > 64:
        found.append(f"{prefix!r} is no metadataPrefix of at most 64 characters.")
    found += [
        f"{prefix} has no {key}, an absolute address."
        for key in ("schema", "namespace")
        if not urlsplit(str(entry.get(key) or "")).scheme
    ]
    if not entry.get("serializer"):
        found.append(f"{prefix} has no serializer.")
    return found
