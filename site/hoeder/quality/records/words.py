# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What people read around the rules, which bring their own texts in both languages."""

from invenio_i18n import lazy_gettext as _

from hoeder.anonymisation.statement.fields import N_

SECTIONS = {
    "metadata": N_("Description, by data.europa.eu"),
    "documentation": N_("Documentation"),
    "data": N_("Files and data"),
    "fair": N_("Findable, linked and reusable"),
    "anonymisation": N_("Anonymisation"),
}

FORM = {
    "title": _("Quality"),
    "unsaved": _("Save the draft to see how good its description and files are, and what helps."),
    "meets": _("Meets {standard}: {percent} of 100."),
    "misses": _("Does not meet {standard} yet: {percent} of 100."),
    "failed": _(
        "The quality could not be worked out. Your draft is not affected, and it can be "
        "published; fill in what is missing and save it again."
    ),
    "unreachable": _("The quality could not be asked for just now. Your draft is not affected."),
    "follows": _("As the draft was saved last."),
    "waiting": _("Files are still being screened; some points follow from that."),
    "must": _("Needed to meet the standard"),
    "should": _("Would bring points"),
    "unknown": _("Could not be checked yet"),
    "brings": _("{points} points"),
}
"""``{…}`` is filled in by the form (``assets/js/hoeder/Quality.js``)."""
