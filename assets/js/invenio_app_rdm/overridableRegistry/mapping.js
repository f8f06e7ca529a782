// SPDX-FileCopyrightText: 2026 Hoeder contributors
// SPDX-License-Identifier: MIT

// What the site puts in the place of stock's components, by their ids.

import { DOIState } from "../../hoeder/DOIState";

export const overriddenComponents = {
  "InvenioAppRdm.Deposit.PIDField.container": DOIState,
};
