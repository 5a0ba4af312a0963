// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { callDataRecords } from './call-data-records.js';
export { conversations, extensiveView, recordingView, takeCall } from './conversations.js';
export { callInstructions } from './instructions.js';
export {
  type Call,
  type Callee,
  callees,
  dialerOf,
  prepareCall,
  shownDialer,
  updateDialer,
} from './dialer.js';
export { callDispositions, callSentiments } from './lookups.js';
export { callersOf, isRecorded, phoneNumberAssignments } from './phone-numbers.js';
export { callsView } from './view.js';
