import type { ListTruth } from './lists.js';
import { read, type Wire, type World } from './world.js';

/** What each membership waits for: its first live action. */
const NEXT = `
  SELECT DISTINCT ON (a.membership_id) a.membership_id AS id, a.status <> 'planned' AND a.due_at <= $2 AS due, json_build_object(
    'at', wire_time(a.due_at, 'UTC'), 'open', a.status <> 'planned', 'type', a.type, 'automated', a.automated, 'rule', a.explained ->> 'rule',
    'says', a.reason, 'facts', a.explained -> 'facts',
    'action', wire_ref('http://cadenza.test', '/v2/actions/', a.id), 'step', wire_ref('http://cadenza.test', '/v2/steps/', a.step_id),
    'cadence', wire_ref('http://cadenza.test', '/v2/cadences/', a.cadence_id)) AS next
  FROM actions a WHERE a.team_id = $1 AND a.status IN ('planned', 'in_progress', 'pending_activity')
  ORDER BY a.membership_id, a.due_at, a.id`;

/** Cadences where something is due now. */
const DUE = `SELECT a.cadence_id FROM actions a WHERE a.team_id = $1 AND a.status IN ('in_progress', 'pending_activity') AND a.due_at <= $2`;

/** Memberships of two cadences, in the order in which they changed. */
export async function cadencePeople(world: World): Promise<ListTruth> {
  const { server, me } = world;
  const team = me.principal.teamId;
  // Somebody has left, so that they differ.
  await server.database.pool.query(
    `UPDATE cadence_memberships SET current_state = 'completed', step_id = NULL WHERE team_id = $1 AND id = (
      SELECT max(m.id) FROM cadence_memberships m WHERE m.team_id = $1 AND m.cadence_id IN (${DUE}) AND NOT m.id IN (${DUE.replace('cadence_id', 'membership_id')}))`,
    [team, server.clock.now()],
  );
  const { data: memberships } = await read(me, '/v2/cadence_memberships?per_page=100');
  const { rows: waits } = await server.database.pool.query<{ id: number; due: boolean; next: Wire }>(NEXT, [
    team,
    server.clock.now(),
  ]);
  const of = new Map(waits.map((each) => [each.id, each]));
  const next = (row: Wire) => of.get(row['id'] as number);
  const lists = world.rows.cadences.flatMap(({ id }) => {
    const on = memberships
      .filter((row) => row['cadence'].id === id)
      .toSorted((a, b) => (a['updated_at'] < b['updated_at'] ? 1 : -1))
      .map((row): Wire => ({ ...row, next: next(row)?.next ?? null }));
    return on.length < 2 ? [] : [{ path: `/v2/cadences/${id}/people`, rows: on }];
  });
  // The one where something is due tells more apart.
  lists.sort(
    (a, b) => Number(b.rows.some((row) => next(row)?.due)) - Number(a.rows.some((row) => next(row)?.due)),
  );
  const [first] = lists;
  const one = first?.rows.find((row) => row['step'] !== null);
  const like = (name: string): [string, (row: Wire) => boolean][] => [
    [`${name}_id=${one?.[name].id}`, (row) => row[name]?.id === one?.[name].id],
  ];
  const after = (name: string): [string, (row: Wire) => boolean][] => {
    const [, edge] = (first?.rows ?? []).map((row) => row[name] as string).toSorted();
    return [[`${name}[gt]=${encodeURIComponent(edge ?? '')}`, (row) => row[name] > (edge ?? '')]];
  };
  return {
    lists,
    asks: {
      created_at: after('created_at'),
      updated_at: after('updated_at'),
      state: [['state=active', (row) => row['current_state'] === 'active']],
      step_id: like('step'),
      user_id: like('user'),
      person_id: like('person'),
      currently_on_cadence: [['currently_on_cadence=false', (row) => row['currently_on_cadence'] === false]],
      due: [['due=true', (row) => next(row)?.due === true]],
    },
    sorts: {
      added_at: (row) => row['added_at'],
      created_at: (row) => row['created_at'],
      updated_at: (row) => row['updated_at'],
      next_at: (row) => row['next']?.at ?? '',
    },
  };
}
