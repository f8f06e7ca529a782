# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the instance's configuration takes from here."""

HOEDER_OAI_HARVESTERS: dict[str, dict[str, object]] = {}
"""Harvesters that are expected, by name:
``{"OpenAIRE": {"networks": ["192.0.2.0/24"], "days": 7}}``.

``networks`` are addresses or networks; ``days`` is after how long without a complete harvest it is
overdue. One that never came is overdue too.
"""
HOEDER_OAI_OVERDUE_DAYS = 8
"""The same for a harvester that is not expected but came back at least once: weekly, and a day."""
HOEDER_METRICS_TOKEN = ""
"""What a monitoring system sends as ``Authorization: Bearer …`` to ``/metrics``, at least 32
characters. Without one there is no such page."""
