import { dropAction, handOverAction, queue, snoozeAction, spreadActions } from '../resources/queue.js';

/** What a rep does next. */
export const area = {
  resources: {},
  operations: {
    drop_action: dropAction,
    hand_over_action: handOverAction,
    queue,
    snooze_action: snoozeAction,
    spread_actions: spreadActions,
  },
};
