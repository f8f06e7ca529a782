# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A report as HTML: a page of its own, or a part of another one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..detectors.texts import REASONS as WHY
from ..detectors.texts import WHAT_IT_MEANS, words
from ..risk import texts as risk_texts
from ..risk.contribution import Help
from . import pictures
from . import words as w
from .language import Language, language

HELPS = 5
"""Changes that are proposed of each table."""

Report = Mapping[str, Any]


def page(
    report: Report,
    lang: str,
    policy_k: int | None = None,
    fragment: bool = False,
    name: str = "",
    named: Sequence[Mapping[str, Any]] = (),
) -> str:
    """A report as HTML, all of its content escaped; no script, and nothing from elsewhere.

    :param lang: ``nl`` or ``en``, or a code that begins so.
    :param policy_k: smallest group that the custodian's policy allows.
    :param fragment: without head and style (:func:`style`), from headings of the second level on.
    :param name: of the file, where it may be shown.
    :param named: findings in the file's name (:func:`~..screen.screen_name`).
    """
    say = language(lang)
    findings = [_finding(each, say) for each in (*named, *report["findings"])]
    tables = [_table(each, policy_k, say) for each in report["tables"]]
    prefix = f"screening-{(report['file']['checksum'] or 'md5:file')[4:12]}"
    template = _templates().get_template("fragment.html" if fragment else "page.html")
    return template.render(
        w=w,
        say=say,
        report=report,
        title=say.say(w.TITLE, name=name) if name else say.say(w.NO_NAME),
        findings=findings,
        heat=_heat([*named, *report["findings"]], say),
        tables=tables,
        outcomes=outcomes(report, say, named),
        unread=[_unread(each, say) for each in report["unread"]],
        method=_method(report, say),
        prefix=prefix,
        pictures=pictures,
        style=style() if not fragment else "",
    )


@cache
def style() -> str:
    """The style sheet of the page and of its part; every rule stands below ``.screening``."""
    return (Path(__file__).parent / "style.css").read_text(encoding="utf-8")


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def outcomes(
    report: Report, say: Language, named: Sequence[Mapping[str, Any]] = ()
) -> list[tuple[str, str]]:
    """The outcome in sentences, each with its kind: ``found``, ``incomplete``, ``none``,
    ``proof`` (what nothing found does not prove), or ``risk``."""
    said = []
    count = len(report["findings"]) + len(named)
    if count:
        said.append(("found", say.count(*w.FOUND, count)))
    if not report["complete"]:
        said.append(("incomplete", say.say(w.INCOMPLETE, unread=say.say(w.NOT_SCREENED))))
    if not count and report["complete"]:
        said += [("none", say.say(w.NOTHING_FOUND)), ("proof", say.say(w.NOTHING_PROVEN))]
    for table in report["tables"][:20]:
        if table["risk"]:
            place = table["place"] or say.say(w.TABLE)
            k = table["risk"]["anonymity"]["k"]
            said.append(("risk", say.count(*w.SMALLEST, k, place=place)))
    return said


def _finding(each: Mapping[str, Any], say: Language) -> dict[str, Any]:
    told = words(each["identifier"])
    values = max(each["values"], 1)
    return {
        "certainty": each["certainty"],
        "sure": say.say(w.CERTAINTIES[each["certainty"]]),
        "means": say.say(WHAT_IT_MEANS[each["certainty"]]),
        "name": identifier(each["identifier"], say),
        "place": each["place"],
        "column": each["column"],
        "part": say.say(w.WHERE[each["where"] or "cells"]),
        "matches": say.say(
            w.MATCHES_OF,
            matches=say.number(each["matches"]),
            values=say.number(each["values"]),
            share=say.share(each["matches"] / values),
        ),
        "chance": say.say(w.BY_CHANCE, share=say.share(each["base_rate"])),
        "why": say.say(WHY[each["reason"]]),
        "advice": say.say(told.advice),
        "examples": each["examples"],
    }


def identifier(key: str, say: Language) -> str:
    """What an identifier is called; an institution's own with the name that it has there."""
    name = say.say(words(key).name)
    own = key.partition(":")[2]
    return f"{name} ({own})" if own else name


def _heat(findings: Sequence[Mapping[str, Any]], say: Language) -> pictures.Heat | None:
    names = {each["identifier"]: identifier(each["identifier"], say) for each in findings}
    return pictures.heat(findings, names, say.say(w.NO_COLUMN))


def _unread(each: Mapping[str, Any], say: Language) -> dict[str, str]:
    reason = say.say(w.UNREAD.get(each["reason"], each["reason"]))
    return {"place": each["place"], "reason": reason, "detail": each["detail"]}


def _table(table: Mapping[str, Any], policy: int | None, say: Language) -> dict[str, Any]:
    risk, names = table["risk"], [column["name"] for column in table["columns"]]
    roles = table["roles"]
    told = {
        "place": table["place"],
        "size": say.say(
            w.ROWS_COLUMNS, rows=say.number(table["rows"]), columns=say.number(len(names))
        ),
        "roles_from": say.say(w.CONFIRMED if roles["confirmed"] else w.PROPOSED),
        "quasi": [names[i] for i in roles["quasi"]],
        "sensitive": [names[i] for i in roles["sensitive"]],
        "weight": None if roles["weight"] is None else names[roles["weight"]],
        "fraction": roles["sampling_fraction"],
        "columns": _columns(table, say),
        "error": say.say(w.UNMEASURED[table["risk_error"]]) if table["risk_error"] else "",
        "risk": risk,
    }
    if risk:
        told |= {
            "histogram": pictures.histogram(risk, policy, say),
            "histogram_summary": _histogram_summary(risk, policy, say),
            "contribution": pictures.contribution(risk, say),
            "uniques": bool(risk["anonymity"]["uniques"]),
            "helps": [_help(each, say) for each in risk["helps"][:HELPS]],
            "figures": _figures(risk, say),
            "notes": _notes(risk, say),
            "attributes": _attributes(risk, say),
        }
    return told


def _columns(table: Mapping[str, Any], say: Language) -> list[tuple[str, ...]]:
    proposals = {each["column"]: each for each in table["proposals"]}
    roles = {i: role for role in ("quasi", "sensitive") for i in table["roles"][role]}
    roles |= {table["roles"]["weight"]: "weight"}
    found: list[tuple[str, ...]] = []
    for i, column in enumerate(table["columns"]):
        each = proposals.get(i)
        proposed = each["role"] if each else "none"
        confirmed = table["roles"]["confirmed"]
        role = roles.get(i, "none" if confirmed and proposed != "identifier" else proposed)
        why = say.say(risk_texts.REASONS[each["reason"]]) if each and not confirmed else ""
        distinct = say.number(each["distinct"]) if each else "–"
        name = say.say(risk_texts.ROLES[role]).partition(":")[0]
        found.append((str(i + 1), column["name"], column["label"], name, why, distinct))
    return found


def _histogram_summary(risk: Mapping[str, Any], policy: int | None, say: Language) -> str:
    figures = risk["anonymity"]
    rows = max(figures["rows"], 1)
    told = say.say(
        w.HISTOGRAM_SUMMARY,
        unique=say.number(figures["uniques"]),
        rows=say.number(figures["rows"]),
        share=say.share(figures["uniques"] / rows),
    )
    below = figures["violating"].get(str(policy))
    if below is None:
        return told
    share = say.share(below / rows)
    return f"{told} {say.say(w.POLICY_SUMMARY, k=policy, rows=say.number(below), share=share)}"


def _help(each: Mapping[str, Any], say: Language) -> str:
    numbers = {key: say.number(each[key]) for key in ("width", "before", "after")}
    return risk_texts.sentence(
        Help(**{**each, **numbers}),
        say.say,
        lambda one, more, _: say.say(one if each["before"] == 1 else more),
    )


def _figures(risk: Mapping[str, Any], say: Language) -> list[tuple[str, str, str]]:
    anonymity, wildcard, prosecutor = risk["anonymity"], risk["wildcard"], risk["prosecutor"]
    number, share = say.number, say.share
    told: list[tuple[str, str, str]] = [(w.K, number(anonymity["k"]), say.say(w.K_MEANING))]
    if wildcard["measured"] and wildcard["rows_missing"]:
        told.append((w.K_WILDCARD, number(wildcard["k"]), say.say(w.K_WILDCARD_MEANING)))
    told += [
        (w.UNIQUES, number(anonymity["uniques"]), say.say(w.UNIQUES_MEANING)),
        (w.MAXIMUM, share(prosecutor["maximum"]), say.say(w.MAXIMUM_MEANING)),
        (w.AVERAGE, share(prosecutor["average"]), say.say(w.AVERAGE_MEANING)),
    ]
    if risk["individual"]:
        value = share(risk["individual"]["average"])
        told.append((w.INDIVIDUAL, value, say.say(w.INDIVIDUAL_MEANING)))
    if population := risk["population"]:
        value = f"{number(population['uniques'], 0)} ({share(population['share'])})"
        meaning = say.say(w.POPULATION_MEANING, model=population["model"])
        told.append((w.POPULATION, value, meaning))
    if risk["suda"]["size"]:
        meaning = say.say(w.SPECIAL_MEANING, size=risk["suda"]["size"])
        told.append((w.SPECIAL, number(risk["suda"]["special"]), meaning))
    return [(say.say(name), value, meaning) for name, value, meaning in told]


def _notes(risk: Mapping[str, Any], say: Language) -> list[str]:
    notes, suda = [], risk["suda"]
    if suda["limited"]:
        text = risk_texts.NOT_SEARCHED[suda["limited"]][suda["size"] != 1]
        notes.append(say.say(text, size=suda["size"]))
    if not risk["wildcard"]["measured"]:
        notes.append(say.say(risk_texts.NOT_MEASURED))
    return notes


def _attributes(risk: Mapping[str, Any], say: Language) -> list[tuple[str, ...]]:
    return [
        (
            each["name"],
            say.number(each["l"]),
            say.number(each["entropy_l"]),
            say.number(each["t"]),
            say.share(each["alpha"]),
        )
        for each in risk["attributes"]
    ]


def _method(report: Report, say: Language) -> list[tuple[str, str]]:
    file, tools = report["file"], dict(report["tools"])
    isolation = ", ".join(tools.pop("isolation", ())) or say.say(w.NONE)
    rules = tools.pop("ruleset")
    when = format_datetime(datetime.fromisoformat(report["started"]), "long", locale=say.code)
    told = [
        (w.CHECKSUM, file["checksum"] or "–"),
        (w.SIZE, say.say(w.BYTES, size=say.number(file["size"]))),
        (w.TYPE, file["media_type"]),
        (w.DATE, when),
        (w.DURATION, say.say(w.DURATION_TOLD, seconds=say.number(report["seconds"], 1))),
        (w.RULES, rules),
        (w.VERSIONS, ", ".join(f"{name} {version}" for name, version in tools.items())),
        (w.ISOLATION, isolation),
    ]
    return [(say.say(name), value) for name, value in told]
