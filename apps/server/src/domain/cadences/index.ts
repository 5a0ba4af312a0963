// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export {
  cadences,
  editableCadence,
  pauseOwnCadence,
  requireCadenceRights,
} from './cadences.js';
export { insertCadence } from './cadence-rows.js';
export {
  fillCadence,
  insertCallInstruction,
  insertStepGroup,
  insertSteps,
  insertVariant,
  setCondition,
} from './content-rows.js';
export { emailDetails } from './email-details.js';
export { type CadenceColumns, importedRules, losesEveryone } from './setting-columns.js';
export { readCadenceRules, readStepRules } from './rule-queries.js';
export { conditionProblems } from './step-conditions.js';
export { lockLayout } from './step-layout.js';
export { onTrial } from './forecast-commands.js';
export { nextTouches } from './next-queries.js';
export { placeSteps } from './step-places.js';
export { automationAllowed, steps } from './steps.js';
export type {
  Forecasts,
  MailboxDay,
  MailboxUse,
  RuleAnswer,
  Timeline,
  TimelineEmail,
  TimelineEntry,
  Why,
} from './timeline-types.js';
export { declareWinner, stepVariants, suggestVariant } from './variants.js';
export { cadenceMembershipsView, cadencePeopleView, cadencesView } from './views.js';
