# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Why a part of a file was not screened, in words that the shell translates."""

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    "type": "Files of this type ({detail}) are not screened.",
    "mismatch": "The name promises another type of file than the content is ({detail}).",
    "encrypted": "It is encrypted. Nothing in it was screened.",
    "damaged": "It is damaged or not as its type asks. It was not, or not wholly, screened.",
    "encoding": "Some characters do not fit its encoding ({detail}) and were read as Western ones.",
    "picture": "Pictures ({detail}) were screened for their properties, not for what they show.",
    "hidden-parts": "These parts are not screened in files of this type: {detail}.",
    "too-large": "It goes beyond what is screened ({detail}).",
    "ratio": "It unpacks to more than {detail} times its size and was not unpacked to the end.",
    "too-many-columns": "It has too many columns ({detail}); the further ones were not measured.",
    "too-many-members": "It has too many members ({detail}). None of them was screened.",
    "nested-too-deep": "It lies in more than {detail} archives within each other.",
    "line-too-long": "A line or record is longer than {detail}. Nothing in it was screened.",
}
"""By the keys that :class:`hoeder.anonymisation.screening.model.Unread` has from readers."""
