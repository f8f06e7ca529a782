# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Every sentence of the page on harvests."""

from invenio_i18n import lazy_gettext as _

TITLE = _("Harvests")
STATES = {
    "complete": _("Complete"),
    "running": _("Running"),
    "stopped": _("Stopped"),
    "refused": _("Refused"),
}
MEANINGS = {
    "complete": _("It has the whole list."),
    "running": _("It asks for page after page."),
    "stopped": _("It asked for no further page for more than an hour, and may go on."),
    "refused": _("Its last request had an error. Whoever runs it has to mend it."),
}
EVERYTHING = _("Everything")
PUBLIC = _("Public records")
PUBLIC_MEANS = _("Harvesters get their metadata.")
DELETED = _("Deleted records")
DELETED_MEANS = _("Harvesters are told that they are gone, for ever.")
FAILED = _("Failed renderings")
FAILED_MEANS = _("Harvesters do not get these records in that format.")
OVERDUE = _("Overdue harvesters")
OVERDUE_MEANS = _("They had no whole list for longer than expected.")
BEHIND = _(
    "Harvesters see changes %(seconds)d seconds late, because a change is being written for that "
    "long. Nothing is lost: they get it when it is written. If this number grows, a process hangs; "
    "PostgreSQL ends it after ten minutes without work."
)
RETRIED = _(
    "%(number)d failed renderings of %(prefix)s are made again within seconds. What fails again "
    "comes back to this page."
)
NOTHING_TO_RETRY = _("Nothing was changed: no rendering of %(prefix)s has failed any more.")
TOO_OLD = _(
    "Nothing was changed, because this page was open for too long or was opened from elsewhere. "
    "Press the button once more."
)
