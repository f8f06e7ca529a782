# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Anonymisation statements for tests: complete ones, to break on purpose."""

from typing import Any


def complete_statement() -> dict[str, Any]:
    """A survey of people, anonymous, with every question answered."""
    return {
        "status": "anonymous",
        "status_reason": "Nothing is left that points at a respondent.",
        "anonymised_by": "Data team, Department of Sociology",
        "anonymised_on": "2025-06",
        "techniques": ["suppression", "generalisation", "other"],
        "techniques_other": "Rows put in random order",
        "method": "Names and addresses removed, age in bands of ten years.",
        "direct_identifiers": [
            {"type": "name", "treatment": "removed"},
            {
                "type": "other",
                "type_other": "Number of a library card",
                "treatment": "retained",
                "reason": "The cards were replaced since.",
            },
        ],
        "key_file": "kept",
        "key_holder": "Research support office",
        "legal_basis": "Research in the public interest",
        "consent_covers_sharing": "not_applicable",
        "consent_note": "Anonymous data fall outside the consent.",
        "population": "Adults living in Flanders in 2024",
        "sample": "1,204 people, drawn at random",
        "sampling_percent": 0.02,
        "quasi_identifiers_remain": "yes",
        "quasi_identifiers": [{"name": "Age", "treatment": "In bands of ten years"}],
        "singling_out": "yes",
        "singling_out_note": "No combination has fewer than five people.",
        "linkability": "yes",
        "linkability_note": "No other source has these bands.",
        "inference": "no",
        "inference_note": "Income differs little within a municipality.",
        "confirmed": True,
    }


def statement_without_persons() -> dict[str, Any]:
    """The shortest complete statement."""
    return {
        "status": "no_persons",
        "status_reason": "Measurements of steel beams.",
        "confirmed": True,
    }
