# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Hoeder: an InvenioRDM instance that makes a university a data custodian."""
