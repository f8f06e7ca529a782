# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The quality standard in Invenio.

In: drafts and records. Out: a verdict beside every draft, the custom field ``hoeder:quality`` and
a row of the history with every published version, and membership of the set ``datavindplaats``.

``fields``     what catalogues ask and InvenioRDM has no field for: areas, frequency, high value
``ext``        the standards, read when a process starts
``judging``    the verdict on a draft or record as it stands
``published``  its public part, in the record
``component``  judges inside publish
``history``    the verdicts by version and standard
``rejudge``    judges again, when the standard changes or addresses die
``mail``       tells a custodian what no longer meets the standard
``service``    who may see what of a verdict
``views``      that over REST; ``pages`` in templates
"""
