# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the repository says of itself, and the measures of its answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hoeder.dissemination.oai.registry import Format

DAY = 86_400


@dataclass(frozen=True)
class Settings:
    """Settings of the outlet.

    :param base_url: address of the outlet, as harvesters know it.
    :param domain: namespace of OAI identifiers, or empty if they are not of the ``oai`` scheme.
    :param keys: secrets that sign tokens, the current one last.
    :param rights: address of the licence of the metadata, not of the data.
    :param friends: addresses of other repositories.
    :param page_size: records of a page; a page of identifiers has four times as many.
    :param token_seconds: how long a token is good.
    :param concurrent: lists that one process works at, at the same time.
    :param patience: seconds for which a further one waits before it is told to come back.
    """

    name: str
    base_url: str
    emails: Sequence[str]
    formats: Mapping[str, Format]
    keys: Sequence[str] = field(repr=False)
    domain: str = ""
    rights: str = "https://creativecommons.org/publicdomain/zero/1.0/"
    friends: Sequence[str] = ()
    page_size: int = 500
    sets_page_size: int = 500
    token_seconds: int = 7 * DAY
    concurrent: int = 2
    patience: float = 5.0
    retry_seconds: int = 10
