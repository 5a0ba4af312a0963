// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { dropAction, handOverAction, snoozeAction } from './commands.js';
export { queueOf, type Queue } from './queue.js';
export { spreadMoments } from './spread.js';
