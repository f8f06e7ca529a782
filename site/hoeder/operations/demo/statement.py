# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The demo's anonymisation statements: what is true of Fair's survey, and of a file nobody read.

In: the survey, or a file's name. Out: values of the custom field ``hoeder:anonymisation``, complete
by :mod:`hoeder.anonymisation.statement.completeness`. Where nothing is documented the statement
says so, and chooses the more cautious answer.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hoeder.operations.demo.fair import Survey, class_sizes

Json = dict[str, Any]

#: What could point at a respondent in combination, and what the distributed data hold of it.
QUASI_IDENTIFIERS = {
    "age": "In bands, given as one number each: 17.5, 22, 27, 32, 37 or 42 years.",
    "yrs_married": "In bands, given as one number each; seven of them.",
    "children": "Number of children, five and more as 5.5.",
    "religious": "Four degrees, as answered.",
    "educ": "Six levels.",
    "occupation": "Six broad groups.",
    "occupation_husb": "Six broad groups.",
}
#: Left out of the incomplete statement, to show that the server names each of them.
LEFT_OUT = ("key_file", "legal_basis", "singling_out_note", "confirmed")


def for_survey(survey: Survey) -> Json:
    """The complete and honest statement of Fair's survey, with the figures of these very rows."""
    sizes = class_sizes(survey, tuple(QUASI_IDENTIFIERS))
    respondents, alone = len(survey.rows), sum(size == 1 for size in sizes.values())
    return {
        "status": "de_facto_anonymous",
        "status_reason": "A survey of 1974 without names, places, dates or numbers of persons. "
        "Details such as age are in broad bands. Many combinations occur once, but no source known "
        "to us tells who took part; finding a respondent would take an unreasonable effort.",
        "anonymised_by": "Redbook and Ray C. Fair; who did what is not documented.",
        "anonymised_on": "1978",
        "techniques": ["generalisation"],
        "method": "The edition holds the data as statsmodels distributes them, without change. Age "
        "and years married are in bands (documented as interval approximations), occupations in "
        "six groups. Names are not among the variables. When and how they were left out is not "
        "documented; 1978, the year of the article, is the latest possible year.",
        "direct_identifiers": [
            {"type": "name", "treatment": "removed"},
            {"type": "contact", "treatment": "removed"},
        ],
        "key_file": "none",
        "legal_basis": "Re-use of published data, for demonstration; statsmodels states: "
        f'"{survey.copyright}" The legal basis of the collection in 1974 is not documented.',
        "consent_covers_sharing": "no",
        "consent_note": "It is not documented what the respondents agreed to. They answered a "
        "magazine's survey of their own accord, and no respondent is named or can be contacted.",
        "population": "Married women who read Redbook in the United States in 1974.",
        "sample": f"{respondents:,} women who answered the magazine's survey and were selected by "
        "the author; not a random sample.",
        "quasi_identifiers_remain": "yes",
        "quasi_identifiers": [
            {"name": name, "treatment": treatment} for name, treatment in QUASI_IDENTIFIERS.items()
        ],
        "singling_out": "no",
        "singling_out_note": f"{alone:,} of {respondents:,} rows are the only one with their "
        f"combination of {', '.join(QUASI_IDENTIFIERS)} (k = {min(sizes.values())}).",
        "linkability": "yes",
        "linkability_note": "There is no number, date or place to link by, and no other source "
        "known to us describes the same women in the same bands.",
        "inference": "no",
        "inference_note": "Time spent in extramarital affairs is sensitive. Who knows that a "
        "certain woman took part, and knows her other answers, could learn it from her row.",
        "confirmed": True,
    }


def incomplete(statement: Mapping[str, Any]) -> Json:
    """The same statement with a few questions unanswered."""
    return {name: value for name, value in statement.items() if name not in LEFT_OUT}


def for_file(name: str, today: date) -> Json:
    """A complete statement of a file nobody examined: it claims as little as the form allows."""
    unknown = f"Not examined. A demonstration deposited {name} and filled in this statement."
    return {
        "status": "pseudonymised",
        "status_reason": f"{unknown} The least anonymous status is claimed, as nothing is known.",
        "anonymised_by": "Nobody, as far as the demonstration knows; the date is the deposit's.",
        "anonymised_on": today.isoformat(),
        "techniques": ["other"],
        "techniques_other": "Nothing known",
        "method": unknown,
        "direct_identifiers": [
            {
                "type": "other",
                "type_other": "Anything that the file may hold",
                "treatment": "retained",
                "reason": f"{unknown} The files are restricted.",
            }
        ],
        "key_file": "kept",
        "key_holder": "Not known; the demonstration assumes that there is one.",
        "legal_basis": unknown,
        "consent_covers_sharing": "no",
        "consent_note": f"{unknown} The files are restricted, nothing of them is shared.",
        "population": unknown,
        "sample": unknown,
        "quasi_identifiers_remain": "yes",
        "quasi_identifiers": [{"name": "Not known", "treatment": "Nothing"}],
        "singling_out": "no",
        "singling_out_note": unknown,
        "linkability": "no",
        "linkability_note": unknown,
        "inference": "no",
        "inference_note": unknown,
        "confirmed": True,
    }
