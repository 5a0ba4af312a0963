import type { Areas } from '@cadenza/contract';
import { addRows, bulkJobsView, createJob, updateJob } from '../../domain/bulk/index.js';
import { type Callee, callees } from '../../domain/calls/index.js';
import type { Command } from '../../domain/command.js';
import {
  dropAction,
  handOverAction,
  queueOf,
  snoozeAction,
  spreadMoments,
} from '../../domain/queue/index.js';
import { selectedIds } from '../bulk/select.js';
import type { Answer, HandlersOf, Reader } from '../handler-types.js';
import type { Principal } from '../../kernel/principal.js';
import { hoursJson } from '../dialer-handlers.js';
import { includedIn, requireIncluded } from '../include.js';
import { readContext } from '../request.js';
import { wireTime } from '../wire-time.js';

type Item = Awaited<ReturnType<typeof queueOf>>['items'][number];

/** A write on an action, which is answered with its number: afterwards it may be nobody's to see. */
const onAction = <Input extends { readonly params: { readonly id: number } }>(
  work: (command: Command, input: Input) => Promise<void>,
): { write: (command: Command, input: Input) => Promise<Answer> } => ({
  write: async (command, input) => {
    await work(command, input);
    return async () => JSON.stringify({ id: input.params.id });
  },
});

/** What a rep does next. */
export const area: HandlersOf<Areas['queue']> = {
  resources: {},
  operations: {
    drop_action: onAction((command, { params: { id } }) => dropAction(command, id)),
    hand_over_action: onAction((command, { params: { id }, body }) => handOverAction(command, id, body)),
    queue: {
      read: async (reader, { query }) => {
        const { app, principal, now } = reader;
        const include = query.include ?? [];
        requireIncluded(principal, include);
        const { items, more, counts } = await queueOf(app.database.kysely, principal, query, now);
        const calls = items.flatMap(({ kind, about }) => (kind === 'phone' ? (about.person_id ?? []) : []));
        const whom = await callees(app.database.kysely, principal.teamId, calls, now);
        const told = items.map((item) => ({
          ...shown(reader, item),
          call: item.kind === 'phone' ? callOf(whom.get(item.about.person_id ?? 0), principal, now) : null,
        }));
        const json = JSON.stringify({
          page: query.page,
          per_page: query.per_page,
          next_page: more ? query.page + 1 : null,
          counts,
          items: told,
        });
        const reading = readContext(app, principal, now);
        const texts = told.map((item) => JSON.stringify(item));
        const along = await includedIn({ context: app, viewOf: reader.viewOf }, reading, include, texts);
        return `${json.slice(0, -1)}${along}}`;
      },
    },
    snooze_action: onAction((command, { params: { id }, body }) => snoozeAction(command, id, body)),
    spread_actions: {
      act: async (reader, { body: { action_ids: ids, filter, except, days, from, dry_run } }) => {
        const { app, principal, now } = reader;
        const meant = await selectedIds(reader, 'actions', { ids, filter, except }, 'action_ids');
        const moments = await spreadMoments(app.database.kysely, principal, meant, { days, from }, now);
        return async (command) => {
          const name = `Spread over ${days} days`;
          const id = await createJob(command, { type: 'action/snooze', name, dry_run });
          await addRows(
            command,
            id,
            moments.map((row) => JSON.stringify(row)),
          );
          await updateJob(command, id, { ready_to_execute: true });
          return (render) => render(bulkJobsView, id);
        };
      },
    },
  },
};

/** Whom an item is to call, and whether now. */
function callOf(callee: Callee | undefined, principal: Principal, now: Date) {
  return callee ? { ...hoursJson(callee, principal, now), number: callee.number } : null;
}

function shown({ app, principal }: Reader, item: Item) {
  const { about, kind, touch, because } = item;
  const ref = (path: string, id: number | null) =>
    id === null ? null : { _href: `${app.config.publicUrl}/v2/${path}/${id}`, id };
  const when = (is: boolean) => (is ? about.id : null);
  const reasons = because.map((said) => ({ rule: said.rule, says: said.text, facts: said.facts }));
  return {
    rank: item.rank,
    tier: item.tier,
    kind,
    at: wireTime(item.at, principal.timeZone),
    because: reasons,
    held: touch?.held ? (reasons[0] ?? null) : null,
    action: ref('actions', when(touch !== undefined && kind !== 'task')),
    task: ref('tasks', when(kind === 'task')),
    received_message: ref('received_messages', when(kind === 'reply')),
    email: ref('send_ledger', when(kind === 'uncertain_email')),
    mailbox: ref('mailboxes', when(kind === 'mailbox')),
    person: ref('people', about.person_id),
    account: ref('accounts', about.account_id),
    cadence: ref('cadences', about.cadence_id),
    step: ref('steps', about.step_id),
  };
}
