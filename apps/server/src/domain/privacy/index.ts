// What the engine and the HTTP layer use of this area.
export { carryOutPart, type RequestWork } from './carry-out.js';
export { type AccessJob, accessJob, finishAccess, type Told, toldOf } from './access.js';
export {
  cancelRequest,
  dataControlRequests,
  requestAccess,
  requestForAccount,
  requestForPeople,
} from './requests.js';
