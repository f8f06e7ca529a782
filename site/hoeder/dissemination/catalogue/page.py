# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A custodian's catalogue as a page for people: numbers, addresses, harvests, contact."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import render_template
from invenio_db import db

from hoeder.crosswalks.rdf_write import SYNTAXES
from hoeder.custodians.model import Custodian
from hoeder.dissemination.catalogue import entries, words
from hoeder.dissemination.catalogue.stock import Stock
from hoeder.dissemination.projection.models import DEFINITION, HARVEST, RECORD, SET

TEMPLATE = "hoeder/catalogue/page.html"

_COUNTS = sa.text(f"""
SELECT spec, coalesce(d.name, spec) AS name, found
FROM (SELECT one AS spec, count(*) AS found
      FROM {SET} m JOIN {RECORD} r ON r.id = m.record_id CROSS JOIN unnest(r.sets) AS one
      WHERE m.set_id = (SELECT id FROM {DEFINITION} WHERE spec = :spec)
        AND m.member AND NOT r.deleted AND (one LIKE 'access:%' OR one LIKE 'type:%')
      GROUP BY one) AS counted
LEFT JOIN {DEFINITION} d USING (spec) ORDER BY found DESC, spec
""")  # noqa: S608
# Who harvests is nobody's business: addresses are personal data.
_HARVESTS = sa.text(f"""
SELECT verb, prefix, set_spec, count(*) AS harvesters, max(completed_at) AS completed_at
FROM {HARVEST} WHERE verb IN ('ListRecords', 'catalogue')
  AND (set_spec IN ('', 'custodian', :spec) OR starts_with(set_spec, :spec || ' '))
GROUP BY verb, prefix, set_spec HAVING max(completed_at) IS NOT NULL
ORDER BY completed_at DESC LIMIT 50
""")  # noqa: S608


class Row(NamedTuple):
    """A line of a table: how many, and which share of all, in percent."""

    name: Any
    meaning: Any
    number: int
    share: int


def page(custodian: Custodian, stock: Stock) -> str:
    """Return the page.

    :raises Busy: when the database does not answer.
    """
    spec = f"custodian:{custodian.slug}"
    counts = list(db.session.execute(_COUNTS, {"spec": spec}))
    stamp = stock.state(spec).stamp
    by_level = {row.spec: row.found for row in counts if row.spec in words.LEVELS}
    total = sum(by_level.values())
    levels = [
        _row(name, meaning, by_level.get(level, 0), total)
        for level, (name, meaning) in words.LEVELS.items()
    ]
    types = [_row(row.name, "", row.found, total) for row in counts if row.spec.startswith("type:")]
    return render_template(
        TEMPLATE,
        custodian=custodian,
        address=entries.address(custodian.slug),
        spec=spec,
        total=total,
        changed=None if stamp is None else datetime.fromtimestamp(stamp, UTC),
        levels=levels,
        types=types,
        syntaxes=[(syntax, words.SYNTAXES[syntax.suffix]) for syntax in SYNTAXES],
        harvests=list(db.session.execute(_HARVESTS, {"spec": spec})),
    )


def _row(name: Any, meaning: Any, number: int, total: int) -> Row:
    return Row(name, meaning, number, round(100 * number / total) if total else 0)
