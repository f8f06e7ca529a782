# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What people read of an obstacle: what it is, what it means for the data, and what to do.

Texts are English message ids with placeholders; the shells translate them.
"""

from hoeder.anonymisation.statement.fields import N_

from .decision import Kind

OBSTACLES = {
    Kind.WAITING: N_(
        "This file has not been screened yet. Nothing is published before that; it takes "
        "some minutes at most and needs nothing from you."
    ),
    Kind.FAILED: N_(
        "This file could not be screened: %(reason)s. It cannot be published as it is. Deposit it "
        "in another format, split it, or have it screened again."
    ),
    Kind.UNREAD: N_(
        "A part of this file was not screened%(where)s: %(reason)s. A data steward has to look at "
        "it and say why it may be published, or you deposit it in a format that can be read."
    ),
    Kind.IDENTIFIER: N_(
        "%(identifier)s found%(where)s (%(matches)s of %(values)s, %(certainty)s). Remove or "
        "replace them in the file and upload it again; a data steward may accept them with a "
        "reason."
    ),
    Kind.SMALL_CLASSES: N_(
        "Some people are nearly alone%(where)s: by %(columns)s the smallest group has %(k)s rows, "
        "and for this access at least %(least)s are asked. Make these columns coarser, leave one "
        "out, or choose more restricted access; a data steward may accept it with a reason."
    ),
    Kind.UNMEASURED: N_(
        "How far people can be singled out%(where)s could not be measured. A data steward has to "
        "say why it may be published."
    ),
    Kind.LEFT_OUT: N_(
        "You said that nobody can be recognised by %(columns)s%(where)s. A data steward has to "
        "confirm it."
    ),
    Kind.NO_PERSONS: N_(
        "The statement says that the data are about no persons, but %(columns)s%(where)s look as "
        "if they were. Correct the statement, or have a data steward confirm it."
    ),
}

ACCEPTED_ELSEWHERE = N_("It was accepted for an earlier version of this file, not for this one.")
SECOND_STEWARD = N_("One steward has accepted it; by law this needs a second one.")
TWO_STEWARDS = N_("Two stewards have to accept it.")

CERTAINTIES = {"certain": N_("certain"), "likely": N_("likely"), "possible": N_("possible")}

REASONS = {
    "absent": N_("it has not been looked at"),
    "type": N_("files of this type cannot be read"),
    "encrypted": N_("it is encrypted or protected by a password"),
    "damaged": N_("it is damaged, or not what its name says"),
    "mismatch": N_("its content is not of the type that its name says"),
    "encoding": N_("some characters could not be read"),
    "line-too-long": N_("a line is too long to be read"),
    "too-large": N_("it is too large"),
    "ratio": N_("it unpacks to far more than a file of data does"),
    "too-many-columns": N_("it has too many columns"),
    "too-many-members": N_("it holds too many files"),
    "nested-too-deep": N_("it holds archives within archives within archives"),
    "picture": N_("what is to be seen in a picture cannot be judged"),
    "detector": N_("a check failed"),
    "memory": N_("it took more memory than is allowed"),
    "time": N_("it took longer than is allowed"),
    "disk": N_("there was not enough disk space"),
    "crashed": N_("the screening ended unexpectedly, three times"),
    "unreachable": N_("its content could not be fetched from the storage"),
    "gone": N_("its content is not in the storage any more"),
}
OTHER_REASON = N_("the screening does not say why")

REFUSED = N_(
    "Nothing was published. The files' screening leaves open: %(summary)s. Your draft is kept."
)
