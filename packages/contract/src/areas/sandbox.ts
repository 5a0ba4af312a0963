import {
  sandbox,
  sandboxAdvance,
  sandboxCancel,
  sandboxMessage,
  sandboxMessages,
  sandboxReact,
  sandboxResetClock,
  sandboxSettings,
  sandboxTouches,
} from '../resources/sandbox.js';

/** The sandbox and its clock. */
export const area = {
  resources: {},
  operations: {
    sandbox_message: sandboxMessage,
    sandbox_messages: sandboxMessages,
    sandbox_touches: sandboxTouches,
    sandbox,
    sandbox_advance: sandboxAdvance,
    sandbox_cancel: sandboxCancel,
    sandbox_react: sandboxReact,
    sandbox_reset_clock: sandboxResetClock,
    sandbox_settings: sandboxSettings,
  },
};
