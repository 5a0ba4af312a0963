import { handOver } from '../resources/hand_over.js';

/** Who leaves, and what becomes of what they had. */
export const area = { resources: {}, operations: { hand_over_user: handOver } };
