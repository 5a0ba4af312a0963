import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

const TYPES = [
  'access',
  'account_and_people_redaction',
  'account_redaction',
  'people_soft_deletion',
  'right_to_be_forgotten',
] as const;

/** What somebody asked for, and what became of it. */
export const DataControlRequest = z.object({
  id: z.int(),
  request_type: z.enum(TYPES),
  dry_run: z.boolean(),
  events: z.array(z.object({ name: z.string(), at: f.timestamp() })),
  metadata: z.object({
    people: z.int(),
    account_id: z.int().nullable(),
    run_at: f.timestamp().nullable(),
    done: z.int(),
    problem: z.string().nullable(),
    download_url: f.added(z.string().nullable()),
    rows: z.record(z.string(), z.int()),
  }),
  team_id: z.int(),
  user_guid: z.string(),
});

export const dataControlRequests = resource({
  name: 'data_control_requests',
  tag: 'Data Control',
  path: '/v2/data_control/requests',
  recordName: 'DataControlRequest',
  record: DataControlRequest,
  scopes: { read: 'data_control:read' },
  list: {
    filters: {
      team_id: by.integers(),
      request_type: by.words(TYPES),
      dry_run: by.bool(),
      user_guid: by.guids(),
    },
    sorts: [],
    defaultSort: 'id',
  },
  show: true,
});

/** How many people one request may name. */
const MOST_PEOPLE = 1000;
const common = {
  tag: 'Data Control',
  method: 'POST',
  scope: 'data_control:write',
  response: DataControlRequest,
  responseName: 'DataControlRequest',
  // A misspelt dry_run would erase.
  exact: true,
} as const;
const asked = {
  team_id: f.id().nullish(),
  schedule: z.object({ run_at: f.timestampInput() }).nullish(),
  dry_run: f.boolean().nullish(),
};
const people = z.object({ ...asked, people_ids: f.integers(MOST_PEOPLE) });
const account = z.object({ ...asked, account_id: f.id() });

export const peopleSoftDeletion = operation({
  ...common,
  name: 'people_soft_deletion',
  path: '/v2/data_control/people_soft_deletion',
  summary: 'delete people, as each could be deleted alone',
  body: people,
});

export const rightToBeForgotten = operation({
  ...common,
  name: 'right_to_be_forgotten',
  path: '/v2/data_control/right_to_be_forgotten',
  summary:
    'erase all that is known of people; of their addresses a salted hash stays on the suppression list',
  body: people,
});

export const accountRedaction = operation({
  ...common,
  name: 'account_redaction',
  path: '/v2/data_control/account_redaction',
  summary: 'empty the fields and notes of an account; the record, its people and its numbers stay',
  body: account,
});

export const accountAndPeopleRedaction = operation({
  ...common,
  name: 'account_and_people_redaction',
  path: '/v2/data_control/account_and_people_redaction',
  summary: 'empty an account, and erase all that is known of its people',
  body: account,
});

export const dataAccess = operation({
  ...common,
  name: 'data_access',
  path: '/v2/data_control/access',
  summary: 'make a file of all that is known of a person; needs email_contents:read as well',
  body: z.object({ person_id: f.id() }),
  extension: true,
});

export const cancelDataControlRequest = operation({
  ...common,
  name: 'cancel_data_control_request',
  path: '/v2/data_control/requests/{id}/cancel',
  summary: 'call a request off that was scheduled, or end one where it stands; what was done stays done',
  params: { id: f.id() },
  extension: true,
});
