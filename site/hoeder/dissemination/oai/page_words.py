# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Every sentence of the page that people see at the harvesters' address, by its name there."""

from invenio_i18n import lazy_gettext as _

TEXTS = {
    "title": _("Harvesting interface (OAI-PMH 2.0)"),
    "purpose": _("This address is for programs that collect descriptions of datasets."),
    "programs": _("You see one of its answers, made readable; a program gets it as XML."),
    "date": _("Up to date until"),
    "failed": _("The request could not be answered"),
    "deleted": _("No longer here"),
    "pages": _("Pages of the list"),
    "next": _("Next page"),
    "from": _("From number"),
    "of": _("of"),
    "records": _("Records"),
    "identifiers": _("Identifiers"),
    "about": _("About this repository"),
    "sets": _("Sets"),
    "formats": _("Metadata formats"),
    "show": _("Show the record"),
    "all-formats": _("All formats of this record"),
}
