// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { fillHistories } from './fill-commands.js';
export { pinHistory } from './pin-commands.js';
export { historiesView, historyBodiesView } from './view.js';
