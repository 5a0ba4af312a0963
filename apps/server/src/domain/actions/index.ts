// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { actionsView } from './views.js';
export { seesAction } from './queries.js';
