# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The anonymisation statement: what a depositor declares about the people in the data.

In: the value of the custom field ``hoeder:anonymisation``, a JSON object. Out: the questions that
are not answered yet, and a refusal (400, one error for each field) for as long as there are any.

One table says everything: :mod:`.fields` (pure). From it follow what is missing
(:mod:`.completeness`), the statement in plain words (:mod:`.words`), the marshmallow schema and the
search mapping (:mod:`.custom_field`) and the deposit form (:mod:`.ui`). :mod:`.component` and
:mod:`.review` put the rule into Invenio's services; ``invenio.cfg`` takes its values from
:mod:`.config`.

The statement is asked of every record, whatever its resource type and with or without files: "no
persons in the data" takes a sentence and a tick, and a rule without exceptions cannot be avoided by
picking another type.
"""
