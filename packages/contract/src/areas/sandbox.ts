import {
  sandbox,
  sandboxAdvance,
  sandboxCancel,
  sandboxReact,
  sandboxResetClock,
  sandboxSettings,
} from '../resources/sandbox.js';

/** The sandbox and its clock. */
export const area = {
  resources: {},
  operations: {
    sandbox,
    sandbox_advance: sandboxAdvance,
    sandbox_cancel: sandboxCancel,
    sandbox_react: sandboxReact,
    sandbox_reset_clock: sandboxResetClock,
    sandbox_settings: sandboxSettings,
  },
};
