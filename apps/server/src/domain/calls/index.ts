// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { callInstructions } from './instructions.js';
export { callDispositions, callSentiments } from './lookups.js';
export { callsView } from './view.js';
