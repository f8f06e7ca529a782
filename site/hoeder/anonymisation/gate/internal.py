# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The internal part of the statement: what an archive must know and nobody else may.

The fields are those that archives ask for besides the published ones (UK Data Service, DANS, GESIS;
GDPR articles 4, 6, 9, 35 and 89). All of them are optional texts: what does not apply stays empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hoeder.anonymisation.statement.fields import N_

LONGEST = 2000  # characters


@dataclass(frozen=True, slots=True)
class Question:
    """One internal answer, a text."""

    name: str
    label: str
    help: str = ""


QUESTIONS = (
    Question("controller", N_("Controller of the personal data"), N_("GDPR article 4(7).")),
    Question("processor", N_("Processor, if there is one"), N_("GDPR article 4(8).")),
    Question("special_categories", N_("Exception for special categories"), N_("GDPR article 9.")),
    Question("safeguards", N_("Safeguards for research"), N_("GDPR article 89.")),
    Question("consent", N_("What people consented to"), N_("Does it cover sharing the data?")),
    Question("dpia", N_("Data protection impact assessment"), N_("Reference, or why none.")),
    Question("ethics", N_("Ethics committee and number of its approval")),
    Question("key", N_("Where the key is, and who can reach it"), N_("Only if there is one.")),
    Question("attackers", N_("Who could try to recognise people, and with what other information")),
    Question("free_text", N_("How free text, images and sound were checked")),
    Question("review_date", N_("When the residual risk is looked at again")),
)


class InvalidAnswers(ValueError):
    """Answers that are no texts, too long, or to questions that are not asked."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        """With what is wrong, by the question's name."""
        super().__init__(", ".join(errors))
        self.errors = dict(errors)


def checked(answers: object) -> dict[str, str]:
    """Return the answers without those that are empty.

    :raises InvalidAnswers: names each answer that cannot be kept.

    >>> checked({"dpia": " DPIA-12 ", "key": ""})
    {'dpia': 'DPIA-12'}
    """
    if not isinstance(answers, Mapping):
        raise InvalidAnswers({"": N_("The answers must be an object.")})
    names = {question.name for question in QUESTIONS}
    errors = {}
    for name, value in answers.items():
        if name not in names:
            errors[str(name)] = N_("This question is not asked.")
        elif not isinstance(value, str):
            errors[name] = N_("The answer must be a text.")
        elif len(value) > LONGEST:
            errors[name] = N_("The answer is too long: 2,000 characters fit.")
    if errors:
        raise InvalidAnswers(errors)
    return {name: value.strip() for name, value in answers.items() if value.strip()}
