// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { keepWishes } from './address-commands.js';
export { createPeople, type NewPerson } from './create-many.js';
export { identityKeys, type Match, matchPeople } from './match-many.js';
export { createPerson, deletePerson, updatePerson, upsertPerson } from './commands.js';
export { COPY_STAGE_NAME, LEAVE_STAGE, personStages } from './stages.js';
export { createSuccess } from './success-commands.js';
export { successesView } from './successes.js';
export { peopleView } from './view.js';
