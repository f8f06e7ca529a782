// SPDX-FileCopyrightText: 2026 Hoeder contributors
// SPDX-License-Identifier: MIT

// What the site puts in the place of stock's components, by their ids.

import { DOIState } from "../../hoeder/DOIState";
import { Quality } from "../../hoeder/Quality";

export const overriddenComponents = {
  "InvenioAppRdm.Deposit.PIDField.container": DOIState,
  "InvenioAppRdm.Deposit.CardDepositStatusBox.container": Quality,
};
