import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

const STATES = [
  'planned',
  'queued',
  'sending',
  'sent',
  'failed',
  'uncertain',
  'cancelled',
  'skipped',
] as const;

export const LedgerEntry = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  state: z.enum(STATES),
  /** Why it is in this state, for a person to read. */
  reason: z.string(),
  state_changed_at: f.timestamp(),
  /** The rule of the planner that chose moment and mailbox. */
  decided_by: z.string().nullable(),
  send_after: f.timestamp(),
  sent_at: f.timestamp().nullable(),
  attempts: z.int(),
  message_id: z.string(),
  smtp_reply: z.string().nullable(),
  from_address: z.string(),
  to_address: z.string(),
  subject: z.string().nullable(),
  history: z.array(
    z.object({ at: z.string(), state: z.string(), reason: z.string(), smtp_reply: z.string().nullable() }),
  ),
  mailbox: f.ref('/v2/mailboxes/{id}'),
  user: f.ref('/v2/users/{id}'),
  person: f.ref('/v2/people/{id}'),
  cadence: f.ref('/v2/cadences/{id}'),
  step: f.ref('/v2/steps/{id}'),
  action: f.bareRef(),
});

/** What became of every e-mail. Superset. */
export const sendLedger = resource({
  name: 'send_ledger',
  extension: true,
  tag: 'Send Ledger',
  path: '/v2/send_ledger',
  recordName: 'LedgerEntry',
  record: LedgerEntry,
  scopes: { read: 'emails:read' },
  list: {
    filters: {
      ids: by.ids(),
      state: by.words([...STATES]),
      mailbox_id: by.integersOrNull(),
      person_id: by.integers(),
      cadence_id: by.integers(),
      user_id: by.integers(),
      message_id: by.strings(),
      updated_at: by.range(),
    },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
});

export const sendLedgerSettle = operation({
  name: 'send_ledger_settle',
  tag: 'Send Ledger',
  method: 'POST',
  path: '/v2/send_ledger/{id}/settle',
  summary: "a person's verdict on an e-mail of which nobody knows whether it left",
  scope: 'emails:write',
  body: z.object({ verdict: f.oneOf(['sent', 'not_sent']) }),
  response: LedgerEntry,
  responseName: 'LedgerEntry',
  extension: true,
});
