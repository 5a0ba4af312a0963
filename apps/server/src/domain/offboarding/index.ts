// What the HTTP layer and the long commands use of this area.
export { handOver } from './hand-over.js';
export { HAND_OVER } from './work.js';
