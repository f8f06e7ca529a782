# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Custom fields by which data catalogues find a dataset; all optional, all chosen from lists.

``hoeder:areas``       codes of NUTS (``crosswalks.areas``)
``hoeder:frequency``   one code of the EU's authority table *frequency*
``hoeder:high_value``  categories of Regulation (EU) 2023/138

EU data themes are subjects (vocabulary ``data-theme``) and need no field.
"""

from collections.abc import Mapping
from typing import Any

from flask_babel.speaklater import LazyString
from invenio_i18n import lazy_gettext as _
from invenio_i18n.proxies import current_i18n
from invenio_records_resources.services.custom_fields import BaseCF
from marshmallow import ValidationError, fields, validate
from marshmallow_utils.fields import SanitizedUnicode

from hoeder.crosswalks.areas import AREAS
from hoeder.crosswalks.dcat import FREQUENCY_FIELD, HIGH_VALUE_FIELD
from hoeder.crosswalks.dcat_coverage import AREAS_FIELD
from hoeder.crosswalks.dcat_terms import FREQUENCIES, HIGH_VALUE

Titles = Mapping[str, tuple[str, str]]
"""English and Dutch, by code."""

AREA_TITLES: Titles = {code: (area.english, area.dutch) for code, area in AREAS.items()}
OFTEN_FIRST = ("NEVER", "IRREG", "ANNUAL", "BIENNIAL", "QUARTERLY", "MONTHLY", "WEEKLY", "DAILY")
"""What research data mostly are comes first; the rest follows as the table has it."""
FREQUENCY_TITLES: Titles = {
    code: FREQUENCIES[code]
    for code in dict.fromkeys((*OFTEN_FIRST, *FREQUENCIES))
    if code != "UNKNOWN"
} | {"UNKNOWN": FREQUENCIES["UNKNOWN"]}

_UNKNOWN = _("“{input}” is not one of the choices. Choose from the list.")
_TWICE = _("Something was chosen twice. Keep it once.")


def _check_once(codes: list[str]) -> None:
    if len(set(codes)) < len(codes):
        raise ValidationError(_TWICE)


def in_language(english: str, dutch: str) -> str:
    """Return the text in the language of the request."""
    return dutch if current_i18n.language == "nl" else english


class _Titled(fields.Field):
    """For the user interface: ``[{"id": code, "title": text}]``, in the language of the request."""

    def __init__(self, titles: Titles) -> None:
        super().__init__(dump_only=True)
        self._titles = titles

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        codes = value if isinstance(value, list) else [value]
        known = [code for code in codes if code in self._titles]
        return [{"id": code, "title": in_language(*self._titles[code])} for code in known]


class ChoiceCF(BaseCF):
    """Codes of a closed list, or one such code."""

    def __init__(self, name: str, titles: Titles, several: bool) -> None:
        """Take the codes with their titles, and whether there may be several."""
        super().__init__(name)
        self.titles, self.several = titles, several

    @property
    def field(self) -> fields.Field:
        """Schema; an error names the field and the place in it."""
        one = SanitizedUnicode(validate=validate.OneOf(list(self.titles), error=_UNKNOWN))
        return fields.List(one, validate=_check_once) if self.several else one

    @property
    def ui_field(self) -> fields.Field:
        """What the user interface gets."""
        return _Titled(self.titles)

    @property
    def mapping(self) -> dict[str, Any]:
        """Search mapping."""
        return {"type": "keyword"}


CATALOGUE_CUSTOM_FIELDS = [
    ChoiceCF(AREAS_FIELD, AREA_TITLES, several=True),
    ChoiceCF(FREQUENCY_FIELD, FREQUENCY_TITLES, several=False),
    ChoiceCF(HIGH_VALUE_FIELD, HIGH_VALUE, several=True),
]


def _field(name: str, kind: str, titles: Titles, label: Any, help_: Any) -> dict[str, Any]:
    return {
        "field": name,
        "ui_widget": "CatalogueChoice",
        "template": "hoeder/quality/choices.html",
        "props": {
            "kind": kind,
            "label": label,
            "help": help_,
            "choices": [
                {"value": code, "label": LazyString(in_language, *pair)}
                for code, pair in titles.items()
            ],
            "texts": {
                "optional": _("optional"),
                "choose": _("Choose"),
                "add": _("Add"),
                "remove": _("Remove"),
                "chosen": _("Chosen:"),
            },
        },
    }


CATALOGUE_UI: dict[str, Any] = {
    "section": _("For data catalogues"),
    "fields": [
        _field(
            AREAS_FIELD,
            "pick",
            AREA_TITLES,
            _("Area"),
            _(
                "Which part of Belgium are the data about? People search the Datavindplaats by it. "
                "Choose the largest areas that the data cover wholly."
            ),
        ),
        _field(
            FREQUENCY_FIELD,
            "one",
            FREQUENCY_TITLES,
            _("How often new data are added"),
            _("For example: never, for a study that is finished; annual, for a yearly survey."),
        ),
        _field(
            HIGH_VALUE_FIELD,
            "many",
            HIGH_VALUE,
            _("High-value dataset of the EU"),
            _(
                "Only for data that Regulation (EU) 2023/138 lists, mostly those of public bodies. "
                "Leave this open if you do not know it."
            ),
        ),
    ],
}
