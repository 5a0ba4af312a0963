import { area as accounts } from './areas/accounts.js';
import { area as activities } from './areas/activities.js';
import { area as audit } from './areas/audit.js';
import { area as bulk } from './areas/bulk.js';
import { area as cadences } from './areas/cadences.js';
import { area as crm } from './areas/crm.js';
import { area as emails } from './areas/emails.js';
import { area as exports } from './areas/exports.js';
import { area as feed } from './areas/feed.js';
import { area as mailboxes } from './areas/mailboxes.js';
import { area as meetings } from './areas/meetings.js';
import { area as merging } from './areas/merging.js';
import { area as offboarding } from './areas/offboarding.js';
import { area as people } from './areas/people.js';
import { area as privacy } from './areas/privacy.js';
import { area as queue } from './areas/queue.js';
import { area as receiving } from './areas/receiving.js';
import { area as reports } from './areas/reports.js';
import { area as sandbox } from './areas/sandbox.js';
import { area as scheduling } from './areas/scheduling.js';
import { area as search } from './areas/search.js';
import { area as suppressions } from './areas/suppressions.js';
import { area as team } from './areas/team.js';
import { area as webhooks } from './areas/webhooks.js';
import { eventStream } from './resources/events.js';

/** The API by the areas of the domain: each file has an area's resources and operations, by the names of their handlers. */
export interface Areas {
  readonly accounts: typeof accounts;
  readonly activities: typeof activities;
  readonly audit: typeof audit;
  readonly bulk: typeof bulk;
  readonly cadences: typeof cadences;
  readonly crm: typeof crm;
  readonly emails: typeof emails;
  readonly exports: typeof exports;
  readonly feed: typeof feed;
  readonly mailboxes: typeof mailboxes;
  readonly offboarding: typeof offboarding;
  readonly people: typeof people;
  readonly meetings: typeof meetings;
  readonly merging: typeof merging;
  readonly privacy: typeof privacy;
  readonly queue: typeof queue;
  readonly receiving: typeof receiving;
  readonly reports: typeof reports;
  readonly sandbox: typeof sandbox;
  readonly scheduling: typeof scheduling;
  readonly search: typeof search;
  readonly suppressions: typeof suppressions;
  readonly team: typeof team;
  readonly webhooks: typeof webhooks;
}
export const areas: Areas = {
  accounts,
  activities,
  audit,
  bulk,
  cadences,
  crm,
  emails,
  exports,
  feed,
  mailboxes,
  meetings,
  merging,
  offboarding,
  people,
  privacy,
  queue,
  receiving,
  reports,
  sandbox,
  scheduling,
  search,
  suppressions,
  team,
  webhooks,
};

/** What all parts of a union have together. */
type All<U> = (U extends unknown ? (part: U) => void : never) extends (part: infer Whole) => void
  ? Whole
  : never;

/**
 * All resources and operations, named by their areas: written out, the type would be longer than the compiler writes into
 * a declaration.
 */
export interface Contract {
  readonly resources: All<Areas[keyof Areas]['resources']>;
  readonly operations: All<Areas[keyof Areas]['operations']>;
}

/** Everything the API is. A handler missing for one of these, or one too many, is a type error and a boot error. */
export const contract: Contract = {
  resources: {
    ...accounts.resources,
    ...activities.resources,
    ...audit.resources,
    ...bulk.resources,
    ...cadences.resources,
    ...crm.resources,
    ...emails.resources,
    ...exports.resources,
    ...feed.resources,
    ...mailboxes.resources,
    ...meetings.resources,
    ...merging.resources,
    ...offboarding.resources,
    ...people.resources,
    ...privacy.resources,
    ...queue.resources,
    ...receiving.resources,
    ...reports.resources,
    ...sandbox.resources,
    ...scheduling.resources,
    ...search.resources,
    ...suppressions.resources,
    ...team.resources,
    ...webhooks.resources,
  },
  operations: {
    ...accounts.operations,
    ...activities.operations,
    ...audit.operations,
    ...bulk.operations,
    ...cadences.operations,
    ...crm.operations,
    ...emails.operations,
    ...exports.operations,
    ...feed.operations,
    ...mailboxes.operations,
    ...meetings.operations,
    ...merging.operations,
    ...offboarding.operations,
    ...people.operations,
    ...privacy.operations,
    ...queue.operations,
    ...receiving.operations,
    ...reports.operations,
    ...sandbox.operations,
    ...scheduling.operations,
    ...search.operations,
    ...suppressions.operations,
    ...team.operations,
    ...webhooks.operations,
  },
};

/** What is answered without an end, beside the contract: no client takes it for a record. */
export const streams = { event_stream: eventStream } as const;

export type ResourceName = keyof Contract['resources'];
export type OperationName = keyof Contract['operations'];
