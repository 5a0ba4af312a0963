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
import type { Handlers } from './handler-types.js';

/** What serves each resource and operation of the contract; the type refuses a gap. */
export const handlers: Handlers = {
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
