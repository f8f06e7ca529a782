# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Resumption tokens (OAI-PMH 2.0, section 3.5): all there is to know of a running list, signed.

Nothing is kept on the server, so that a token outlives restarts and is good for every process
that has the key.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from itsdangerous import BadData, URLSafeSerializer

from hoeder.dissemination.projection.shelf import Key, Window

#: Changes when the fields do: tokens of an earlier layout are refused, not misread.
SALT = "hoeder.oai.token.1"


class BadToken(ValueError):
    """The token is not one of ours, or not for this request. ``expired``: it was once."""

    def __init__(self, expired: bool = False) -> None:
        """Tell an old token from a wrong one."""
        super().__init__("expired" if expired else "not a token")
        self.expired = expired


@dataclass(frozen=True)
class Token:
    """Where a list goes on.

    :param horizon: ``responseDate`` of the list's first answer, and of all that follow: a
        harvester may come back with that of any of them.
    :param stamp: and ``id``: the last item it has; of sets, ``id`` is the spec.
    :param cursor: how many items it has.
    :param size: how many the whole list had when it began.
    :param expires: seconds since 1970.
    """

    verb: str
    prefix: str
    set: str | None
    since: int | None
    before: int
    asked_since: str
    asked_until: str
    horizon: int
    stamp: int
    id: str
    cursor: int
    size: int
    expires: int

    @property
    def window(self) -> Window:
        """The list's stretch of time, fixed at its first page."""
        return Window(self.since, self.before, self.set)

    @property
    def key(self) -> Key:
        """The last item that was given."""
        return Key(self.stamp, self.id)


def _serializer(keys: Sequence[str]) -> URLSafeSerializer:
    signing = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
    return URLSafeSerializer(list(keys), salt=SALT, signer_kwargs=signing)


def write(token: Token, keys: Sequence[str]) -> str:
    """Return the token as text.

    :param keys: secrets, the current one last.
    """
    return str(_serializer(keys).dumps(astuple(token)))


def read(text: str, keys: Sequence[str], verb: str, now: float) -> Token:
    """Return the token.

    :raises BadToken: when it was not signed with one of the keys, is another verb's, or expired.
    """
    try:
        token = Token(*_serializer(keys).loads(text))
    except (BadData, TypeError, ValueError) as error:
        raise BadToken from error
    if token.verb != verb:
        raise BadToken
    if token.expires < now:
        raise BadToken(expired=True)
    return token
