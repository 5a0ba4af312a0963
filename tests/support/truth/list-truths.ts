import { type Contract, contract, type OperationListSpec } from '@cadenza/contract';
import type { Caller } from '../server.js';
import { cadencePeople } from './cadence-people.js';
import { type ListTruth, walkList } from './lists.js';
import { read, type Wire, type World } from './world.js';

type Operations = Contract['operations'];
/** Operations that answer a list which is no resource's own, of records that there are. */
type ListOperation = {
  [K in keyof Operations]: Operations[K] extends { list: object }
    ? Operations[K] extends { none: string }
      ? never
      : K
    : never;
}[keyof Operations];

const sql = async (world: World, query: string): Promise<Wire[]> =>
  (await world.server.database.pool.query<Wire>(query, [world.me.principal.teamId])).rows;

/** The rows of each e-mail that has some, under the path of its list. */
async function ofEmails(world: World, query: string, path: (id: number) => string) {
  const rows = await sql(world, query);
  const ids = [...new Set(rows.map(({ email_id: id }) => id as number))];
  return ids.flatMap((id) => {
    const own = rows.filter((row) => row['email_id'] === id).map(({ email_id: _, ...row }) => row);
    return own.length < 2 ? [] : [{ path: path(id), rows: own }];
  });
}

/** The rows of bulk jobs with these names, under the paths of a list of theirs. */
async function ofJobs(world: World, names: readonly string[], list: string) {
  const base = 'http://cadenza.test/v2/bulk_jobs';
  const utc = (column: string) => `to_char(r.${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  return Promise.all(
    names.map(async (name) => ({
      path: `/v2/bulk_jobs/${world.rows.bulk_jobs.find((job) => job['name'] === name)?.['id']}/${list}`,
      rows: await sql(
        world,
        `SELECT r.id::integer, json_build_object('_href', '${base}/' || j.id, 'id', j.id) AS bulk_job, ${utc('created_at')} AS created_at,
        ${utc('started_at')} AS started_at, ${utc('finished_at')} AS finished_at,
        CASE WHEN j.cancelled_at IS NOT NULL AND r.status IN ('pending', 'retrying') THEN 'cancelled' ELSE r.status END AS status,
        r.record::json AS record, r.resource::json AS resource, r.error
        FROM bulk_job_rows r JOIN bulk_jobs j ON j.team_id = r.team_id AND j.id = r.bulk_job_id
        WHERE r.team_id = $1 AND j.name = '${name}' ORDER BY r.id`,
      ),
    })),
  );
}

/** Histories in the order of the list, each once, with what they are sorted by: rows of one fact share their moment. */
async function ofHistories(world: World, path: string, where: string) {
  const keys = await sql(
    world,
    `SELECT id AS n, history_id, resource_type, wire_time(updated_at, 'UTC') AS stamp FROM activity_histories WHERE team_id = $1 AND ${where} ORDER BY occurred_at DESC, id DESC`,
  );
  const rows: Wire[] = [];
  const numbers = new Map<string, number>();
  const nameOf = (row: Wire) => `${row['id']} ${row['resource_type']}`;
  const stamps = new Map<string, string>();
  for (const { n, history_id: id, resource_type: type, stamp } of keys) {
    stamps.set(`${id} ${type}`, stamp as string);
    const { data } = await read(world.me, `${path}?ids=${id}&resource_type=${type}`);
    rows.push(...data);
    numbers.set(`${id} ${type}`, n as number);
  }
  const by = (field: string) => (row: Wire) =>
    `${row[field]} ${String(numbers.get(nameOf(row))).padStart(12, '0')}`;
  const person = rows.find((row) => row['resource_type'] === 'person')?.['resource_id'] as number;
  const late = rows.find((row) => row['occurred_at'] !== rows[0]?.['occurred_at'])?.['occurred_at'] as string;
  const first = [...stamps.values()].toSorted()[0] ?? '';
  const word = (rows[0]?.['type'] ?? '') as string;
  const asks: NonNullable<ListTruth['asks']> = {
    ids: [[`ids=${rows[0]?.['id']},note-0`, (row) => row['id'] === rows[0]?.['id']]],
    type: [
      [`type=${word}`, (row) => row['type'] === word],
      [`type[]=${word}&type[]=review`, (row) => row['type'] === word],
      [`type[person][]=${word}`, (row) => row['type'] === word && row['resource_type'] === 'person'],
    ],
    resource_type: [
      ['resource_type=account', (row) => row['resource_type'] === 'account'],
      ['resource_type=person,crm_opportunity', (row) => row['resource_type'] === 'person'],
    ],
    _resource: [['_resource=account', (row) => row['resource_type'] === 'account']],
    resource_id: [
      [
        `resource_type=person&resource_id=${person}`,
        (row) => row['resource_type'] === 'person' && row['resource_id'] === person,
      ],
    ],
    occurred_at: [
      [`occurred_at[gt]=${encodeURIComponent(late)}`, (row) => row['occurred_at'] > late],
      [`occurred_at[lte]=${encodeURIComponent(late)}`, (row) => row['occurred_at'] <= late],
    ],
    updated_at: [
      [`updated_at[gt]=${encodeURIComponent(first)}`, (row) => (stamps.get(nameOf(row)) ?? '') > first],
    ],
  };
  return {
    lists: [{ path, rows }],
    asks,
    sorts: {
      occurred_at: by('occurred_at'),
      updated_at: (row: Wire) => `${stamps.get(nameOf(row))} ${by('id')(row).split(' ')[1]}`,
    },
  };
}

/** What they answer; an operation without a line is a type error of its name. */
const TRUTHS: { readonly [K in ListOperation]: (world: World) => Promise<ListTruth> } = {
  account_types: async ({ rows, me }) => {
    // One of a deleted account is none.
    const gone = await me.call('POST', '/v2/accounts', {
      name: 'G',
      domain: 'g.example',
      company_type: 'Gone',
    });
    await me.call('DELETE', `/v2/accounts/${gone.body.data.id}`);
    const types = [...new Set(rows.accounts.flatMap((account) => (account['company_type'] as string) ?? []))];
    return { lists: [{ path: '/v2/account_types', rows: types.toSorted().map((name) => ({ name })) }] };
  },
  bulk_job_results: async (world) => ({
    lists: (await ofJobs(world, ['Done', 'Ended'], 'results')).map(({ path, rows }) => ({
      path,
      rows: rows.map(({ id, status, record, resource, error }) => ({ id, status, record, resource, error })),
    })),
    asks: {
      status: [
        ['status=success', ({ status }) => status === 'success'],
        ['status[]=error&status[]=cancelled', ({ status }) => status === 'error' || status === 'cancelled'],
      ],
    },
  }),
  job_data: async (world) => ({
    lists: await ofJobs(world, ['Ended', 'Waiting'], 'job_data'),
    asks: {
      status: ['pending', 'success', 'error', 'retrying', 'cancelled'].map((word) => [
        `status=${word}`,
        ({ status }) => status === word,
      ]),
    },
  }),
  activity_histories: async (world) => {
    const pinned = await sql(
      world,
      'SELECT history_id AS id FROM activity_histories WHERE team_id = $1 ORDER BY id LIMIT 1',
    );
    await world.me.call('PUT', `/v2/activity_histories/${pinned[0]?.['id']}`, { pinned: true });
    const { lists, sorts, asks } = await ofHistories(world, '/v2/activity_histories', 'true');
    const guid = lists[0]?.rows[0]?.['user_guid'] as string;
    return {
      lists,
      sorts,
      asks: {
        ...asks,
        pinned: [
          ['pinned=true', (row) => row['pinned_at'] !== null],
          ['pinned=false', (row) => row['pinned_at'] === null],
        ],
        user_guid: [[`user_guid=${guid}`, (row) => row['user_guid'] === guid]],
      },
    };
  },
  activity_history_bodies: async (world) => {
    const words = `type IN ('sent_email', 'requested_email', 'email_reply', 'received_email')`;
    // (The clock of the seed stands still, and stamps with it.)
    const { pool } = world.server.database;
    await pool.query('ALTER TABLE activity_histories DISABLE TRIGGER stamp');
    await sql(
      world,
      `UPDATE activity_histories SET updated_at = updated_at - interval '1 minute'
       WHERE team_id = $1 AND id = (SELECT min(id) FROM activity_histories WHERE team_id = $1 AND ${words})`,
    );
    await pool.query('ALTER TABLE activity_histories ENABLE TRIGGER stamp');
    return ofHistories(world, '/v2/activity_histories/bodies', words);
  },
  crm_team_members_with_roles: async ({ rows }) => {
    const seen = new Set<string>();
    const members = rows.crm_account_team_members.toSorted((a, b) => a['id'] - b['id']);
    const first = members.filter((member) => {
      const key = `${member['user_crm_id']} ${member['team_member_role']}`;
      return !seen.has(key) && seen.add(key);
    });
    const roles = first.map(({ user_crm_id, team_member_role }) => {
      const crm = rows.crm_users.find((each) => each['crm_id'] === user_crm_id);
      const user = rows.users.find((each) => each['id'] === crm?.['user']?.id);
      const [account_email, account_name] = [user?.['email'] ?? null, user?.['name'] ?? null];
      return { user_crm_id, team_member_role, account_email, account_name } as Wire;
    });
    return { lists: [{ path: '/v2/crm_team_members_with_roles', rows: roles }] };
  },
  cadence_people: cadencePeople,
  calendar_events: async ({ me, reps: [rep = me] }) => {
    const path = '/v2/calendar/events';
    const at = (hour: number) => `2026-03-1${hour}T09:00:00Z`;
    const upsert = async (who: Caller, calendar_id: string, hour: number) => {
      const times = { start_time: at(hour), end_time: at(hour + 1), updated_at: at(0) };
      const body = { id: `e${hour}`, i_cal_uid: `u${hour}`, calendar_id, ...times, title: `E ${hour}` };
      return (await who.call('POST', `${path}/upsert`, body)).body.data as Wire;
    };
    const rows = [await upsert(me, 'second', 5), await upsert(rep, 'reps', 3), await upsert(me, 'first', 1)];
    return {
      lists: [{ path, rows }],
      asks: {
        // What ends then or later; what begins by then.
        start_time: [[`start_time=${at(4)}`, (row) => row['end_time'] >= '2026-03-14T09:00:00']],
        end_time: [[`end_time=${at(3)}`, (row) => row['start_time'] <= '2026-03-13T09:00:00.000000Z']],
        user_guid: [
          [`user_guid=${rep.principal.userGuid}`, (row) => row['user_guid'] === rep.principal.userGuid],
        ],
        calendar_id: [['calendar_id=first', (row) => row['calendar_id'] === 'first']],
      },
      sorts: { start_time: (row) => row['start_time'] as string },
    };
  },
  meeting_settings_searches: async (world) => {
    const { me, rows: known } = world;
    const ids = await sql(world, 'SELECT id FROM meeting_settings WHERE team_id = $1 ORDER BY id');
    const rows: Wire[] = [];
    for (const { id } of ids) {
      const body = { calendar_type: rows.length % 2 === 0 ? 'external' : 'google' };
      rows.unshift((await me.call('PUT', `/v2/meetings/settings/${id}`, body)).body.data as Wire);
    }
    const [guid] = known.users.map((user) => user['guid'] as string);
    const stamp = rows[1]?.['updated_at'] as string;
    return {
      lists: [{ path: '/v2/meetings/settings/searches', rows }],
      asks: {
        user_guids: [[`user_guids=${guid}`, (row) => row['user']?.id === guid]],
        updated_at: [[`updated_at[gt]=${stamp}`, (row) => row['updated_at'] > stamp]],
        calendar_type: [['calendar_type=google', (row) => row['calendar_type'] === 'google']],
      },
    };
  },
  plays: async ({ me }) => {
    const path = '/v2/integrations/signals/registrations';
    const kind = await me.call('POST', path, { type: 'of plays', indicators: [{ key: 'k' }] });
    const rows: Wire[] = [];
    for (const word of ['one', 'two', 'three']) {
      const body = { signal_registration_id: kind.body.data.id, name: { 'en-us': word } };
      rows.unshift((await me.call('POST', `${path}/plays`, body)).body.data as Wire);
    }
    return { lists: [{ path: `${path}/plays`, rows }] };
  },
  signal_registrations: async ({ me }) => {
    const path = '/v2/integrations/signals/registrations';
    const known = (await me.call('GET', path)).body.data as Wire[];
    const rows: Wire[] = [...known];
    for (const type of ['visit', 'download', 'call back'])
      rows.unshift((await me.call('POST', path, { type, indicators: [{ key: 'k' }] })).body.data as Wire);
    const stamp = rows[1]?.['updated_at'] as string;
    return {
      lists: [{ path, rows }],
      asks: {
        type: [
          [
            'type[]=visit&type[]=call%20back',
            (row) => ['visit', 'call back'].includes(row['type'] as string),
          ],
        ],
        updated_at: [[`updated_at[gt]=${encodeURIComponent(stamp)}`, (row) => row['updated_at'] > stamp]],
      },
      sorts: { id: (row) => row['id'] as number, updated_at: (row) => row['updated_at'] as string },
    };
  },
  merges: async (world) => {
    const [person, account] = [world.rows.people[0]?.['id'], world.rows.accounts[0]?.['id']];
    const told = JSON.stringify({
      moved: { notes: 1, calls: 0 },
      changed: ['name'],
      dropped: [],
      ended: [7],
    });
    const { teamId, userId } = world.me.principal;
    const { rows: made } = await world.server.database.pool.query<{ id: number }>(
      `INSERT INTO merges (team_id, created_at, kind, into_id, from_id, user_id, told, undo, undoable_until, undone_at)
      SELECT $1, $2::timestamptz, m.kind, m.into_id, m.from_id, m.user_id, $3, m.undo, $2::timestamptz + interval '1 day', m.undone FROM (VALUES
        ('person', $4::bigint, 900001::bigint, $6::bigint, '{}'::jsonb, NULL::timestamptz), ('account', $5, 900002, NULL, '{}', $2),
        ('person', $4, 900003, $6, NULL, NULL)) m (kind, into_id, from_id, user_id, undo, undone) RETURNING id`,
      [teamId, world.server.clock.now(), told, person, account, userId],
    );
    const rows: Wire[] = [];
    for (const { id } of made)
      rows.unshift((await world.me.call('GET', `/v2/merges/${id}`)).body.data as Wire);
    const into = (row: Wire) => (row['into'] as { id: number }).id;
    return {
      lists: [{ path: '/v2/merges', rows }],
      asks: {
        kind: [['kind=account', (row) => row['kind'] === 'account']],
        into_id: [[`into_id=${account}`, (row) => into(row) === account]],
        from_id: [['from_id[]=900001&from_id[]=900003', (row) => row['from_id'] !== 900002]],
      },
      sorts: { id: (row) => row['id'] as number },
    };
  },
  pending_emails: async (world) => {
    const base = world.server.context.config.publicUrl;
    const rows = await sql(
      world,
      `SELECT e.id, coalesce(m.email_address, e.from_address) AS mailbox,
        json_build_object('_href', '${base}/v2/mime_email_payloads/' || e.id, 'id', e.id) AS mime_email_payload
      FROM emails e LEFT JOIN mailboxes m ON m.team_id = e.team_id AND m.id = e.mailbox_id
      WHERE e.team_id = $1 AND e.state IN ('planned', 'queued') ORDER BY e.send_after DESC, e.id DESC`,
    );
    return { lists: [{ path: '/v2/pending_emails', rows }] };
  },
  email_events: async (world) => ({
    lists: await ofEmails(
      world,
      `SELECT email_id, id, wire_time(created_at, 'UTC') AS at, kind, url, user_agent, actor, evidence, counted
      FROM email_events WHERE team_id = $1 ORDER BY email_id, email_events.id DESC`,
      (id) => `/v2/activities/emails/${id}/events`,
    ),
  }),
  send_ledger_history: async (world) => ({
    lists: await ofEmails(
      world,
      `SELECT email_id, wire_time(at, 'UTC') AS at, state, reason, explained ->> 'rule' AS rule, explained -> 'facts' AS facts, smtp_reply
      FROM email_history WHERE team_id = $1 ORDER BY email_id, email_history.id`,
      (id) => `/v2/send_ledger/${id}/history`,
    ),
  }),
  webhook_deliveries: async (world) => {
    const path = '/v2/webhook_deliveries';
    const base = world.server.context.config.publicUrl;
    await queueDeliveries(world);
    // A colleague's program has its own.
    const rows = await sql(
      world,
      `SELECT id, wire_time(queued_at, 'UTC') AS queued_at, json_build_object('_href', '${base}/v2/webhook_subscriptions/' || subscription_id,
        'id', subscription_id) AS subscription, event_type, sequence, wire_time(happened_at, 'UTC') AS happened_at, resource_id, callback_url, state,
        attempts, CASE WHEN state = 'waiting' THEN wire_time(next_at, 'UTC') END AS next_try_at, wire_time(tried_at, 'UTC') AS tried_at,
        wire_time(finished_at, 'UTC') AS finished_at, status, problem, milliseconds
      FROM webhook_deliveries d WHERE team_id = $1 AND resource_id < 9 ORDER BY queued_at DESC`,
    );
    const subscription = rows[0]?.['subscription'].id as number;
    return {
      lists: [{ path, rows }],
      asks: {
        subscription_id: [
          [`subscription_id=${subscription}`, (row) => row['subscription'].id === subscription],
        ],
        state: [['state=dead', (row) => row['state'] === 'dead']],
        event_type: [['event_type=task_updated', (row) => row['event_type'] === 'task_updated']],
        queued_at: [
          ['queued_at[gt]=2026-03-01T12:00:00Z', (row) => row['queued_at'] > '2026-03-01T12:00:00Z'],
        ],
      },
      sorts: { queued_at: (row) => row['queued_at'] as string },
    };
  },
};

/** Deliveries of the caller's subscriptions, and one of a colleague's (the record 9). */
async function queueDeliveries({ server, me }: World): Promise<void> {
  await server.database.pool.query(
    `INSERT INTO webhook_deliveries (team_id, subscription_id, queued_at, event_type, sequence, happened_at, resource, resource_id,
      callback_url, body, lane, state, attempts, next_at, tried_at, finished_at, status, problem, milliseconds)
    SELECT s.team_id, s.id, g.at::timestamptz, s.event_type, g.resource_id, g.at::timestamptz, 'x', g.resource_id, s.callback_url, '{}', g.resource_id,
      g.state, g.resource_id, g.at::timestamptz, g.at::timestamptz, CASE WHEN g.state <> 'waiting' THEN g.at::timestamptz END,
      CASE WHEN g.state = 'dead' THEN 500 END, CASE WHEN g.state = 'dead' THEN 'the receiver answered 500' END, 7
    FROM (VALUES (1, 'alpha', '2026-03-01T11:00:00Z', 'delivered'), (2, 'alpha', '2026-03-01T13:00:00Z', 'waiting'),
      (3, 'zulu', '2026-03-01T12:00:00Z', 'dead'), (9, 'rep', '2026-03-01T10:00:00Z', 'waiting')) g (resource_id, host, at, state)
    JOIN webhook_subscriptions s ON s.team_id = $1 AND s.callback_url = 'https://' || g.host || '.example/hooks' AND s.deleted_at IS NULL`,
    [me.principal.teamId],
  );
}

/** Every operation that answers a list. */
export const LIST_OPERATIONS = Object.keys(TRUTHS) as ListOperation[];

/** What a list of an operation answers is what is there. */
export async function walkListOperation(
  world: World,
  name: ListOperation,
  list: OperationListSpec,
): Promise<void> {
  const { method } = contract.operations[name];
  await walkList(name, list, await TRUTHS[name](world), async (path, query) => {
    const answer = await world.me.call(method, `${path}?${query}`);
    if (answer.status !== 200)
      throw new Error(`${path}?${query}: ${answer.status} ${answer.text.slice(0, 300)}`);
    return answer.body as { data: Wire[]; metadata: Wire };
  });
}
