import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';
import { Facts, Rule } from '../rules.js';

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
  /** The rule that `reason` states, and what the sentence is made of; null for what an earlier version wrote. */
  rule: Rule.nullable(),
  facts: Facts,
  state_changed_at: f.timestamp(),
  /** The rule of the planner that chose moment and mailbox. */
  decided_by: Rule.nullable(),
  /** Its sentence, which stays whatever becomes of the e-mail. */
  decided_because: z.string().nullable(),
  decided_facts: Facts,
  send_after: f.timestamp(),
  sent_at: f.timestamp().nullable(),
  attempts: z.int(),
  message_id: z.string(),
  /** The Message-ID that the mail server wrote instead of ours; null when it is not known to have. */
  wire_message_id: z.string().nullable(),
  smtp_reply: z.string().nullable(),
  from_address: z.string(),
  to_address: z.string(),
  /** Recipients that fared differently from the first: refused copies, and those that have it while it is tried again. */
  recipients: z.array(
    z.object({
      address: z.string(),
      role: z.enum(['to', 'cc', 'bcc']),
      state: z.enum(['accepted', 'waiting', 'sending', 'refused', 'uncertain']),
      smtp_reply: z.string().nullable(),
      attempts: z.int(),
      send_after: f.timestamp().nullable(),
    }),
  ),
  subject: z.string().nullable(),
  history: z.array(
    z.object({
      at: z.string(),
      state: z.string(),
      reason: z.string(),
      rule: Rule.nullable(),
      facts: Facts,
      smtp_reply: z.string().nullable(),
    }),
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
  events: ['email_updated'],
  mayCause: ['person_updated', 'account_updated', 'cadence_membership_updated'],
  tag: 'Send Ledger',
  method: 'POST',
  path: '/v2/send_ledger/{id}/settle',
  summary: "a person's verdict on an e-mail of which nobody knows whether it left",
  scope: 'emails:write',
  params: { id: f.id() },
  body: z.object({ verdict: f.oneOf(['sent', 'not_sent']) }),
  response: LedgerEntry,
  responseName: 'LedgerEntry',
  extension: true,
});

/** Either it is cancelled or it leaves, never both. */
export const sendLedgerCancel = operation({
  name: 'send_ledger_cancel',
  events: ['email_updated'],
  tag: 'Send Ledger',
  method: 'POST',
  path: '/v2/send_ledger/{id}/cancel',
  summary:
    'take an e-mail back that waits to be sent: its action is open again; 422 once it is being handed over, 200 again when it is cancelled already',
  scope: 'emails:write',
  params: { id: f.id() },
  response: LedgerEntry,
  responseName: 'LedgerEntry',
  extension: true,
});

/** Doubts settled in one request: few enough that it ends within seconds. */
const MOST = 500;

export const sendLedgerSettleMany = operation({
  name: 'send_ledger_settle_many',
  mayCause: ['email_updated', 'person_updated', 'account_updated', 'cadence_membership_updated'],
  tag: 'Send Ledger',
  method: 'POST',
  path: '/v2/send_ledger/settle',
  summary:
    'one verdict on many e-mails of which nobody knows whether they left: those named, or the oldest that fit; ask again while some are left',
  scope: 'emails:write',
  body: z.object({
    verdict: f.oneOf(['sent', 'not_sent']),
    /** With not_sent: they are sent again at once, each with its place in its mailbox. */
    send_again: f.boolean().nullish(),
    ids: z.array(f.integer()).max(MOST, `holds more than ${MOST}`).nullish(),
    mailbox_id: f.integer().nullish(),
    cadence_id: f.integer().nullish(),
    user_id: f.integer().nullish(),
    before: f.timestampInput().nullish(),
  }),
  response: z.object({
    settled: z.int(),
    sent_again: z.int(),
    /** Uncertain e-mails that fit and are still to be settled. */
    left: z.int(),
    not_done: z.array(z.object({ id: z.int(), reason: z.string() })),
  }),
  responseName: 'SettledMany',
  extension: true,
});
