import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';

/** What somebody who leaves hands over. */
export const HANDED_OVER = ['people', 'accounts', 'cadences', 'memberships', 'tasks', 'threads'] as const;
export type HandedOver = (typeof HANDED_OVER)[number];

const HandedKind = z.object({
  kind: z.enum(HANDED_OVER),
  to_user: f.bareRef(),
  rows: z.int(),
  refused: z.int(),
  says: z.string().nullable(),
});

export const HandOver = z.object({
  user: f.bareRef(),
  dry_run: z.boolean(),
  kinds: z.array(HandedKind),
  senders: z.array(
    z.object({ from_user: f.bareRef(), to_user: f.bareRef(), memberships: z.int(), says: z.string() }),
  ),
  mailboxes: z.array(z.object({ id: z.int(), email_address: z.string(), rests: z.boolean() })),
  stays: z.array(z.object({ what: z.string(), rows: z.int() })),
});

const colleague = f.id().nullish();

export const handOver = operation({
  name: 'hand_over_user',
  tag: 'Users',
  method: 'POST',
  path: '/v2/users/{id}/hand_over',
  summary:
    'give what a user has to colleagues: people, accounts, cadences, who is on cadences in their name, open tasks and conversations; the user may be active or deactivated (admins)',
  scope: 'team:write',
  params: { id: f.id() },
  body: z.object({
    to_user_id: colleague,
    to: z
      .object(
        Object.fromEntries(HANDED_OVER.map((kind) => [kind, colleague])) as Record<
          HandedOver,
          typeof colleague
        >,
      )
      .nullish(),
    rest_mailboxes: f.boolean().nullish(),
    dry_run: f.boolean().nullish(),
  }),
  response: HandOver,
  responseName: 'HandOver',
  mayCause: [
    'person_updated',
    'account_updated',
    'cadence_updated',
    'cadence_membership_updated',
    'task_updated',
    'thread_updated',
    'email_updated',
    'mailbox_updated',
    'user_updated',
  ],
  extension: true,
});
