# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Tests of the DataCite stand-in; a package, so that they share what ``conftest`` holds."""
