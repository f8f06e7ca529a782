// SPDX-FileCopyrightText: 2026 Hoeder contributors
// SPDX-License-Identifier: MIT

// Texts with places in them, and what a refusal says.

export const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

// The server's own words; those of each field where it names them.
export const reasons = (error) => {
  const { errors, message } = error?.response?.data ?? {};
  const said = (errors ?? []).flatMap(({ messages }) => messages);
  return said.join(" ") || message || error.message;
};
