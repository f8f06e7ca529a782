// SPDX-FileCopyrightText: 2026 Hoeder contributors
// SPDX-License-Identifier: MIT

// The true state of the DOI, below the deposit form's own field for it. The page brings the words
// (templates/semantic-ui/hoeder/deposit.html): those of the DOI that the draft came with, and those
// of one that is reserved while the form is open.

import { useFormikContext } from "formik";
import PropTypes from "prop-types";
import React from "react";

const EXTERNAL = "external";

const words = () => {
  const input = document.querySelector('input[name="hoeder-doi-states"]');
  return input ? JSON.parse(input.value) : {};
};

export const DOIState = ({ children }) => {
  const { values } = useFormikContext();
  const { identifier, provider } = values?.pids?.doi ?? {};
  const { doi, state, reserved } = words();
  const isOurs = identifier && provider !== EXTERNAL;
  return (
    <>
      {children}
      <div id="hoeder-doi-state" className="hoeder-help" role="status">
        {isOurs ? (identifier === doi ? state : reserved) : null}
      </div>
    </>
  );
};

DOIState.propTypes = {
  children: PropTypes.node,
};

DOIState.defaultProps = {
  children: null,
};
