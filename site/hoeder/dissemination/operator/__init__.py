# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Harvesting in the operator's eyes: who harvests what, how far, and what is the matter.

In: what the projection wrote down of harvests and renderings. Out: a page for administrators, and
figures for a monitoring system.

``harvesters``  which harvesters are expected, and how a harvest stands (pure)
``overview``    the projection's rows as lines of the page
``pages``       ``/administration/harvests``, with retry of failed renderings
``metrics``     ``/metrics`` for Prometheus, behind a token
``words``       every sentence of the page
``config``      settings
"""
