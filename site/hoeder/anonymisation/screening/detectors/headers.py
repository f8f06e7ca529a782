# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The words of a column's name and label, so that vocabularies can be written plainly."""

import re
import unicodedata

LONGEST = 60
"""A longer label is a question put to respondents, and what it mentions is not what cells hold."""


def words(*texts: str) -> str:
    """Lower-case words without accents, one blank between them.

    >>> words("GeboorteDatum_kind")
    'geboorte datum kind'
    >>> words("Numéro-national", "N° NISS")
    'numero national ; n niss'
    >>> words("e-mail1")
    'e mail 1'
    """
    return " ; ".join(filter(None, (_words(text) for text in texts if len(text) <= LONGEST)))


def _words(text: str) -> str:
    plain = unicodedata.normalize("NFD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=[0-9])", " ", plain)
    return " ".join(re.findall(r"[a-z0-9]+", plain.lower()))
