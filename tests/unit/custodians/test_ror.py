# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""ROR identifiers: shape and check digits."""

import pytest

from hoeder.custodians import ror

# Ghent, Hasselt, Brown, CERN.
REAL = ["00cv9y106", "04nbhqj75", "05gq02987", "01ggx4157"]


@pytest.mark.parametrize("identifier", REAL)
def test_accepts_identifiers_that_exist(identifier: str) -> None:
    assert ror.validate(identifier) == identifier
    assert ror.validate(f"https://ror.org/{identifier.upper()}") == identifier


def test_notices_every_single_typing_error() -> None:
    right = "00cv9y106"
    wrong = {
        right[:at] + character + right[at + 1 :]
        for at in range(1, 9)
        for character in ror.ALPHABET
        if character != right[at]
    }
    assert len(wrong) > 200
    assert not [text for text in wrong if ror.is_valid(text)]


@pytest.mark.parametrize("text", ["", "00cv9y10", "10cv9y106", "00cl9y106", "https://example.org"])
def test_refuses_other_shapes(text: str) -> None:
    with pytest.raises(ValueError, match="look like"):
        ror.validate(text)


def test_formats_as_a_url() -> None:
    assert ror.format(" http://www.ror.org/00cv9y106 ") == "https://ror.org/00cv9y106"
