# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What may be shown of a value: its shape."""

LONGEST = 40


def mask(value: str) -> str:
    """The shape of a value: no letter and no digit of it.

    >>> mask("85.07.30-033.28")
    '##.##.##-###.##'
    >>> mask("Zoë.Peeters@kuleuven.be")
    'Xxx.Xxxxxxx@xxxxxxxx.xx'

    A sign outside ASCII could tell a name's language, or be a digit of another script:

    >>> mask("٣٤ 李")
    '?? ?'

    A long one is cut.

    >>> len(mask("a" * 100))
    41
    """
    shape = "".join(map(_sign, value[:LONGEST]))
    return shape + "…" if len(value) > LONGEST else shape


def _sign(character: str) -> str:
    if "0" <= character <= "9":
        return "#"
    if character.isupper():
        return "X"
    if character.islower():
        return "x"
    return character if " " <= character <= "~" else "?"
