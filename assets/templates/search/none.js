/*
 * SPDX-FileCopyrightText: 2026 Hoeder contributors
 * SPDX-License-Identifier: MIT
 */

// Components that replace those of search results go into this folder, which the bundle looks into.
