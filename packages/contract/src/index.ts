export * as by from './filters.js';
export type { Filter } from './filters.js';
export { EVENTS } from './events.js';
export type { DeletionType, EventSpec, EventType } from './events.js';
export * as fields from './fields.js';
export { isBlank, isSound, nfc, oneLine, severalLines, shortLine } from './clean-text.js';
export { parseTimestamp, signedQuery } from './fields.js';
export { operation, pagingNames, pathNames, resource } from './resource.js';
export type {
  Body,
  BodyInput,
  Causes,
  DeleteSpec,
  Envelope,
  Id,
  IdInput,
  IdKind,
  ListSpec,
  Method,
  OperationListSpec,
  OperationSpec,
  Params,
  PathNames,
  Query,
  RecordOf,
  ResourceSpec,
  Stamp,
  WriteSpec,
} from './resource.js';
export { Fact, Facts, Rule, RULES } from './rules.js';
export type { RuleName } from './rules.js';
export { GENERAL_SCOPES, PRIVILEGED_SCOPES, SCOPES, SCOPE_ALIASES } from './scopes.js';
export type { Scope } from './scopes.js';
export { INCLUDES, includesOf } from './includes.js';
export type { Include } from './includes.js';
export { contract, streams } from './contract.js';
export type { Areas, Contract, OperationName, ResourceName } from './contract.js';
export { openapi } from './openapi.js';
export { PERMISSIONS } from './permissions.js';
export type { Permission } from './permissions.js';
export type { Examples } from './openapi-examples.js';
export { userSettings } from './resources/users.js';
export { BULK_TYPES, ROWS_OF_CALL, UNDO_TYPES } from './resources/bulk_jobs.js';
export type { BulkType, BulkTypeName, UndoTypeName } from './resources/bulk_jobs.js';
export { HANDED_OVER } from './resources/hand_over.js';
export { MERGED_OF_ACCOUNT, MERGED_OF_PERSON } from './resources/merges.js';
export type { HandedOver } from './resources/hand_over.js';
export { CadenceContent } from './resources/cadences.js';
export { PREFERENCES_SIZE } from './resources/me.js';
export { FORECAST_PEOPLE, FORECAST_SHOWN } from './resources/timelines.js';
export { QUEUE_KINDS, TIERS } from './resources/queue.js';
export type { QueueKind, Tier } from './resources/queue.js';
export { StepCondition } from './resources/step_conditions.js';
export {
  eventOfWebhook,
  scopeOfDerived,
  isOfEvents,
  SUBSCRIPTION_TYPES,
  WEBHOOK_TYPES,
  WEBHOOKS_NOT_SENT,
  webhooksOfEvent,
} from './webhooks.js';
export type { SubscriptionType, WebhookType } from './webhooks.js';
export { NOTICE_KINDS, NOTICE_MODES, type NoticeMode } from './resources/notices.js';
