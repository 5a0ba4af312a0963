// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { taskCounts, tasks } from './tasks.js';
export { rescheduleTasks } from './reschedule-commands.js';
