# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the deposit form says of the screening, and of the internal part of the statement.

``{…}`` is filled in by the form (``assets/js/hoeder/Screening.js``, ``InternalAnswers.js``).
"""

from invenio_i18n import lazy_gettext as _

STEPS = {
    "read": _("reading the file"),
    "identifiers": _("looking for identifiers"),
    "risk": _("measuring the risk"),
}

TEXTS = {
    "title": _("Screening of the files"),
    "unsaved": _("Files are screened as soon as the draft has been saved with files in it."),
    "progress": _("{done} of {all} files have been screened."),
    "waiting": _("Waiting to be screened."),
    "running": _("Being screened: {percent} %"),
    "failed": _("Could not be screened"),
    "clean": _("Nothing was found by these checks. That does not mean that it is anonymous."),
    "found": _("Before it can be published:"),
    "accepted": _("Accepted by a data steward:"),
    "unreachable": _(
        "The screening could not be asked for just now. Your draft is not affected; this page "
        "tries again by itself."
    ),
    "again": _("Screen this file again"),
    "contradictions": _("The statement and the screening do not agree:"),
    "columns": _("Which columns could tell who somebody is?"),
    "columnsOf": _("Which columns of {place} could tell who somebody is?"),
    "columnsHelp": _(
        "Think of what a neighbour, colleague or relative may know. The risk is measured by these "
        "columns; change the choice where it is wrong, then confirm it."
    ),
    "quasi": _("Others may know it of a person"),
    "sensitive": _("Nobody should learn it of a person"),
    "others": _("Columns that were not proposed ({count})"),
    "weight": _("Column with the sampling weight"),
    "none": _("None"),
    "fraction": _("Share of the population that is in this table (above 0, at most 1)"),
    "optional": _("optional"),
    "confirm": _("Confirm these columns"),
    "confirmed": _("Confirmed. The risk is measured by these columns now."),
    "refused": _("Nothing was changed: {why}"),
    "isConfirmed": _("You have confirmed these columns."),
    "notConfirmed": _("These columns were proposed; nobody has confirmed them yet."),
    "smallest": _("By these columns, the smallest group has {k} of {rows} rows."),
    "helps": _("What would help most:"),
    "use": _("Use this in my statement"),
    "used": _(
        "The indirect details in the statement below were filled in. Say of each what was done to "
        "it, then save the draft."
    ),
    "usedNone": _("The statement below says now that no indirect details are left."),
    "internal": {
        "title": _("Only for you and the data stewards; never published"),
        "help": _(
            "What the custodian has to know and nobody else may. All answers are optional. They "
            "are kept apart from the record, and saved by the button below, not with the draft."
        ),
        "unsaved": _("Save the draft first; then these questions can be answered."),
        "save": _("Save these answers"),
        "saving": _("Saving these answers."),
        "saved": _("Saved. Nobody but you and the data stewards can read these answers."),
        "failed": _("Not saved: {why} What you typed is still here; try again."),
        "unread": _("These answers could not be read just now. Close and open this part again."),
    },
    "steps": STEPS,
}
