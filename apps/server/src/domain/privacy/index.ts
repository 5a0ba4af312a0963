// What the engine and the HTTP layer use of this area.
export { carryOutPart, type RequestWork } from './carry-out.js';
export { dataControlRequests, requestForAccount, requestForPeople } from './requests.js';
