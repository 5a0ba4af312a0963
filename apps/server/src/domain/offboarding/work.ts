import type { HandedOver } from '@cadenza/contract';
import { type RawBuilder, sql } from 'kysely';
import { giveAccounts } from '../accounts/owner-rows.js';
import { giveCadences } from '../cadences/cadence-rows.js';
import type { Detail, HandOverKind, LongWork, Part } from '../long-commands.js';
import { giveMemberships } from '../memberships/index.js';
import { givePeople } from '../people/owner-rows.js';
import { giveThreads } from '../receiving/thread-rows.js';
import { say } from '../said.js';
import { giveTasks } from '../tasks/task-rows.js';
import { hadBy } from '../team/index.js';

/** To whom a kind goes, as it is kept with the command. */
export interface Target {
  readonly to: number;
  readonly name: string;
  /** Sees all people of the team. */
  readonly open: boolean;
  /** Who gets the people, as they see them then; null: they stay. */
  readonly people_to: number | null;
}

/** What of a kind a user has, each with whether the other cannot have it: a query of `id`, `person_id` and `refused`. */
export function candidates(
  kind: HandedOver,
  { teamId, from }: { readonly teamId: number; readonly from: number },
  { to, open, people_to: peopleTo }: Target,
): RawBuilder<unknown> {
  return sql`SELECT h.id, h.person_id, ${refusal()} AS refused FROM (${hadBy(kind, teamId, from)}) h`;

  function refusal(): RawBuilder<unknown> {
    if (kind === 'people' || kind === 'accounts' || kind === 'cadences') return sql`false`;
    const unseen = open
      ? sql`false`
      : sql`NOT EXISTS (SELECT FROM people p WHERE p.team_id = ${teamId} AND p.id = h.person_id
          AND (p.owner_id = ${to} OR p.owner_id = ${from} AND ${peopleTo === to}::boolean))`;
    if (kind !== 'memberships') return unseen;
    return sql`(${unseen} OR h.user_id = ${from} AND EXISTS (SELECT FROM cadence_memberships o WHERE o.team_id = ${teamId}
      AND o.person_id = h.person_id AND o.cadence_id = h.cadence_id AND o.user_id = ${to}))`;
  }
}

const targetOf = (detail: Detail): Target => ({
  to: Number(detail['to']),
  name: String(detail['name']),
  open: detail['open'] === true,
  people_to: typeof detail['people_to'] === 'number' ? detail['people_to'] : null,
});

function workOf(
  kind: HandedOver,
  atOnce: number,
  give: (part: Part, ids: readonly number[], target: Target) => Promise<void>,
  id = sql`c.id`,
): LongWork {
  return {
    atOnce,
    rows: ({ principal: { teamId }, subjectId: from, detail }) =>
      sql`SELECT DISTINCT ${id} AS id FROM (${candidates(kind, { teamId, from }, targetOf(detail))}) c WHERE NOT c.refused`,
    change: (part, ids) => give(part, ids, targetOf(part.detail)),
  };
}

const simply =
  (
    give: (cause: Part, between: { from: number; to: number }, ids: readonly number[]) => Promise<void>,
  ): ((part: Part, ids: readonly number[], target: Target) => Promise<void>) =>
  (part, ids, { to }) =>
    give(part, { from: part.subjectId, to }, ids);

/** What each part of a hand-over does; `subjectId` is who had it. Memberships go by person. */
export const HAND_OVER: Record<HandOverKind, LongWork> = {
  hand_over_people: workOf('people', 200, simply(givePeople)),
  hand_over_accounts: workOf('accounts', 200, simply(giveAccounts)),
  hand_over_cadences: workOf('cadences', 200, simply(giveCadences)),
  hand_over_memberships: workOf(
    'memberships',
    50,
    ({ tx, principal, now, subjectId: from }, ids, { to, name }) =>
      giveMemberships(
        { tx, principal, now },
        { from, to, said: say('handed_over_by_hand', { user_id: to }, { name }) },
        ids,
      ),
    sql`c.person_id`,
  ),
  hand_over_tasks: workOf('tasks', 200, simply(giveTasks)),
  hand_over_threads: workOf('threads', 200, simply(giveThreads)),
};
