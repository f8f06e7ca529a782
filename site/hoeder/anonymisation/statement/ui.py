# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The statement in the deposit form and on the landing page: a section of ``RDM_CUSTOM_FIELDS_UI``.

The widget ``assets/templates/custom_fields/AnonymisationStatement.js`` draws the form from these
props and knows no field by name.
"""

from typing import Any

from invenio_i18n import lazy_gettext as _

from hoeder.anonymisation.gate.form import TEXTS as SCREENING_TEXTS

from .fields import FIELD_NAME, GROUPS, MAX_ROWS, Field, Kind


def _props(field: Field) -> dict[str, Any]:
    props: dict[str, Any] = {
        "name": field.name,
        "kind": str(field.kind),
        "label": _(field.label),
        "required": not field.optional,
    }
    if field.help:
        props["help"] = _(field.help)
    if field.when:
        props["when"] = {"field": field.when.field, "values": list(field.when.values)}
    if field.choices:
        props["choices"] = [
            {"value": c.value, "label": _(c.label)} | ({"help": _(c.help)} if c.help else {})
            for c in field.choices
        ]
    if field.columns:
        props["columns"] = [_props(column) for column in field.columns]
    if field.kind is Kind.TEXT:
        props["maxLength"] = field.max_length
    return props


STATEMENT_UI: dict[str, Any] = {
    "section": _("Anonymisation statement"),
    "fields": [
        {
            "field": FIELD_NAME,
            "ui_widget": "AnonymisationStatement",
            "template": "hoeder/anonymisation/statement.html",
            "props": {
                "label": _("Anonymisation statement"),
                "description": _(
                    "Say who can be found in these data and what you did about it. Everything you "
                    "fill in here is published with the record, for anyone to read. Leave out "
                    "whatever has to stay inside: names of participants, where a key file is, "
                    "how codes were made."
                ),
                "groups": [
                    {"label": _(group.label), "fields": [_props(f) for f in group.fields]}
                    for group in GROUPS
                ],
                "maxRows": MAX_ROWS,
                "screening": SCREENING_TEXTS,
                "texts": {
                    "add": _("Add a line"),
                    "remove": _("Remove this line"),
                    "line": _("Line"),
                    "choose": _("Choose an answer"),
                    "optional": _("optional"),
                    "missing": _("Still to do in this statement:"),
                },
            },
        }
    ],
}
