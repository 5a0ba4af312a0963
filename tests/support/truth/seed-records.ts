import type { ResourceName } from '@cadenza/contract';
import { SEEDED, SEEDS } from '../../seeds/index.js';
import { type Given, given } from '../../seeds/seed.js';
import type { Caller, TestServer } from '../server.js';
import { specOf, type Wire } from './world.js';

/** Makes records through the API: what differs in every field that a filter or sort looks at. */
export interface Seeding {
  readonly server: TestServer;
  readonly me: Caller;
  readonly rep: Caller;
  readonly gone: Caller;
  readonly third: Caller;
  /** POST to the resource's path. @returns the record @throws Error with the answer when it is refused */
  make(name: ResourceName, body: object, who?: Caller): Promise<Wire>;
  put(name: ResourceName, record: Wire, body: object): Promise<Wire>;
}

export async function begin(server: TestServer): Promise<Seeding> {
  const me = await server.team();
  const rep = await server.colleague(me);
  const gone = await server.colleague(me);
  const third = await server.colleague(me);
  const done = async (who: Caller, method: 'POST' | 'PUT', path: string, body: object): Promise<Wire> => {
    const answer = await who.call(method, path, body);
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body.data as Wire;
  };
  return {
    server,
    me,
    rep,
    gone,
    third,
    make: (name, body, who = me) => done(who, 'POST', specOf(name).path, body),
    put: (name, record, body) => done(me, 'PUT', `${specOf(name).path}/${record['id']}`, body),
  };
}

const each = async <T>(items: readonly T[], work: (item: T) => Promise<Wire>): Promise<Wire[]> => {
  const made: Wire[] = [];
  for (const item of items) made.push(await work(item));
  return made;
};

/** What the others refer to. */
export async function seedSettings({ make, put, me, rep, gone, third, server }: Seeding) {
  const groups = await each(['Zulu', 'Echo', 'Mike'], (name) => make('groups', { name }));
  const role = (
    await server.database.pool.query<{ id: string }>(
      `INSERT INTO custom_roles (team_id, id, created_at, updated_at, name, permissions)
       VALUES ($1, 'ffffffff-0000-4000-8000-000000000001', $2, $2, 'Caller', '{calls,reports}'),
         ($1, '00000000-0000-4000-8000-000000000002', $2, $2, 'Phone', '{calls}') RETURNING id`,
      [me.principal.teamId, server.clock.now()],
    )
  ).rows.map((row) => row.id);
  const idOf = (who: Caller): Wire => ({ id: who.principal.userId });
  await put('users', idOf(me), {
    first_name: 'Xia',
    work_country: 'US',
    seat_package: 'Sell',
    group_id: groups[2]?.['id'],
  });
  await put('users', idOf(rep), {
    first_name: 'Yan',
    work_country: 'DE',
    seat_package: 'Prospect',
    group_id: groups[0]?.['id'],
    role_id: role[0],
    manager_user_guid: me.principal.userGuid,
  });
  await put('users', idOf(third), { role_id: role[1], manager_user_guid: rep.principal.userGuid });
  await put('users', idOf(gone), { group_id: groups[1]?.['id'] });
  const stages = await each(['Quiet', 'Beta', 'Alpha', 'Spare'], (name) => make('account_stages', { name }));
  const tiers = await each(['Alpha', 'Quiet', 'Beta', 'Spare'], (name) =>
    make('account_tiers', { name, order: 1 }),
  );
  await put('account_stages', stages[2] as Wire, { order: 1 });
  const personStages = await each(['Won', 'Cold', 'Lost'], (name) => make('person_stages', { name }));
  await each(['Spoke', 'Absent', 'Elsewhere'], (name) =>
    make('call_dispositions', { name, connected: name === 'Spoke' }),
  );
  await each(['Warm', 'Hot', 'Angry'], (name) =>
    make('call_sentiments', { name, positive: name !== 'Angry' }),
  );
  const fields = [
    { name: 'Region', field_type: 'person', value_type: 'text' },
    { name: 'Code', field_type: 'person', value_type: 'text' },
    { name: 'Since', field_type: 'company', value_type: 'date' },
    { name: 'Area', field_type: 'company', value_type: 'text' },
    { name: 'Budget', field_type: 'opportunity', value_type: 'text' },
  ];
  await each(fields, (field) => make('custom_fields', field));
  await each(['Mainz', 'Zermatt', 'Aachen'], (name) =>
    make('holiday_calendars', { name, country: name === 'Zermatt' ? 'CH' : 'DE' }),
  );
  const imports = await each(
    [
      { name: 'List', user_id: rep.principal.userId },
      { name: 'Fair' },
      { name: 'Apart', user_id: gone.principal.userId },
    ],
    (body) => make('imports', body),
  );
  const mailboxes = await each([me, rep, gone], (who) =>
    make('mailboxes', {
      email_address: `Box${who.principal.userId}@sender.example`,
      user_id: who.principal.userId,
      smtp_host: 'smtp.sender.example',
      password: 'not a real one',
    }),
  );
  await each(['a.txt', 'b.txt'], (name) =>
    make('attachments', { name, content_type: 'text/plain', content: 'aGVsbG8=' }),
  );
  await each(['mid', 'zeta', 'alpha'], (key) =>
    make('snippets', { key, body: 'Hello', shared: key === 'mid' }),
  );
  await make('snippets', { key: 'beta', body: 'Hello' }, rep);
  for (const name of ['Done', 'Ended', 'Waiting', 'Open']) {
    const job = await make('bulk_jobs', { type: 'person/upsert', name }, name === 'Open' ? rep : me);
    const data = Array.from({ length: 5 }, (_, n) => ({ last_name: `${name} ${n}`, city: 'Bern' }));
    await each([job], async ({ id }) => {
      const who = name === 'Open' ? rep : me;
      return (await who.call('POST', `/v2/bulk_jobs/${id}/job_data`, { data })).body.data as Wire;
    });
  }
  const days = [
    { starts_on: '2027-07-01', ends_on: '2027-07-02' },
    { starts_on: '2027-08-01', ends_on: '2027-08-02', user_id: rep.principal.userId },
    { starts_on: '2027-06-01', ends_on: '2027-06-05', hand_over_to_id: rep.principal.userId },
  ];
  await each(days, (body) => make('user_absences', body));
  return { groups, stages, tiers, personStages, imports, mailboxes };
}

type Settings = Awaited<ReturnType<typeof seedSettings>>;

/** Accounts and people. */
export async function seedPeople({ make, put, me, rep, gone }: Seeding, settings: Settings) {
  const at = (list: readonly Wire[], index: number) => list[index]?.['id'] as number;
  const [mine, reps, goners] = [me, rep, gone].map((who) => who.principal.userId);
  const places = (n: number) => ({
    city: ['Berlin', 'Athens', 'Bern'][n],
    state: ['Berlin', 'Attica'][n],
    country: ['Germany', 'Greece', 'germany'][n],
  });
  const accounts = await each(
    [
      {
        name: 'Zenith',
        domain: 'zenith.example',
        owner_id: mine,
        tags: ['vip', 'alpha'],
        crm_id: '001000000000000AAA',
        crm_id_type: 'salesforce',
        industry: 'Software',
        locale: 'Europe/Berlin',
        company_type: 'Partner',
        website: 'z.example',
        custom_fields: { Area: 'North', Since: '2020-01-01' },
        account_tier_id: at(settings.tiers, 2),
        company_stage_id: at(settings.stages, 1),
        ...places(0),
      },
      {
        name: 'Acme',
        domain: 'Acme.example',
        owner_id: reps,
        tags: ['vip'],
        crm_id: '001000000000000BBB',
        crm_id_type: 'salesforce',
        industry: 'software',
        locale: 'America/New_York',
        company_type: 'Customer',
        website: 'a.example',
        custom_fields: { Area: 'South' },
        account_tier_id: at(settings.tiers, 0),
        company_stage_id: at(settings.stages, 0),
        ...places(1),
      },
      {
        name: 'Mills',
        domain: 'mills.example',
        owner_id: goners,
        tags: ['cold'],
        industry: 'Steel',
        ...places(2),
        account_tier_id: at(settings.tiers, 1),
        company_stage_id: at(settings.stages, 2),
      },
      {
        name: 'Bravo',
        domain: 'bravo.example',
        owner_id: mine,
        account_tier_id: at(settings.tiers, 2),
        company_stage_id: at(settings.stages, 1),
      },
      { name: 'Nobody', domain: 'nobody.example', owner_id: null },
    ],
    (body) => make('accounts', body),
  );
  await put('accounts', accounts[3] as Wire, { archived: true });
  await put('accounts', accounts[4] as Wire, { owner_id: null });
  const crm = (letter: string) => ({
    crm_id: `003000000000000${letter.repeat(3)}`,
    crm_id_type: 'salesforce',
  });
  const people = await each(
    [
      {
        email_address: 'Zara@example.com',
        first_name: 'Zara',
        last_name: 'Ann',
        title: 'Head of Sales',
        job_seniority: 'director',
        locale: 'Europe/Berlin',
        phone: '+4930111',
        tags: ['vip', 'alpha'],
        custom_fields: { Region: 'North', Code: 'C1' },
        account_id: at(accounts, 0),
        owner_id: mine,
        import_id: at(settings.imports, 0),
        person_stage_id: at(settings.personStages, 0),
        ...crm('A'),
        ...places(0),
      },
      {
        email_address: 'ben@other.test',
        first_name: 'Ben',
        last_name: 'Bell',
        title: 'buyer',
        job_seniority: 'manager',
        locale: 'America/New_York',
        home_phone: '+4930222',
        tags: ['vip'],
        custom_fields: { Region: 'South' },
        account_id: at(accounts, 1),
        owner_id: reps,
        import_id: at(settings.imports, 1),
        person_stage_id: at(settings.personStages, 1),
        do_not_contact: true,
        ...crm('B'),
        ...places(1),
      },
      {
        email_address: 'ann@example.com',
        first_name: 'Ann',
        last_name: 'Berg',
        title: 'Head of Sales',
        mobile_phone: '+4930333',
        contact_restrictions: ['email', 'call'],
        tags: ['cold'],
        account_id: at(accounts, 2),
        owner_id: goners,
        eu_resident: true,
        person_stage_id: at(settings.personStages, 2),
        ...places(2),
      },
      {
        phone: '+4930444',
        last_name: 'Nomail',
        contact_restrictions: ['message'],
        person_company_name: 'Acme',
        job_seniority: 'manager',
        owner_id: mine,
      },
      {
        email_address: 'mia@example.com',
        first_name: 'Mia',
        last_name: 'May',
        locale: 'Europe/Berlin',
        title: 'Buyer',
        person_company_name: 'Elsewhere',
        account_id: at(accounts, 1),
        owner_id: mine,
        person_stage_id: at(settings.personStages, 1),
      },
      {
        email_address: 'carl@example.com',
        first_name: 'Carl',
        last_name: 'Cole',
        person_company_name: 'Elsewhere',
        account_id: at(accounts, 0),
        owner_id: reps,
      },
      { email_address: 'dora@quiet.test', first_name: 'Dora', phone: '+4930555', owner_id: mine },
      { email_address: 'eve@quiet.test', phone: '+4930666', owner_id: mine },
    ],
    (body) => make('people', body),
  );
  const note = (person: Wire | undefined, more: object = {}) =>
    make('notes', {
      content: 'Said hello',
      associated_with_type: 'person',
      associated_with_id: person?.['id'],
      ...more,
    });
  await note(people[1]);
  await note(people[0]);
  await make('notes', {
    content: 'A firm',
    associated_with_type: 'account',
    associated_with_id: at(accounts, 0),
  });
  await make('notes', {
    content: "The rep's firm",
    associated_with_type: 'account',
    associated_with_id: at(accounts, 1),
  });
  return { accounts, people };
}

/** What has a seed of its own (tests/seeds), of all that is there. */
export async function seedOwn({ make, put, me, rep }: Seeding): Promise<void> {
  const ids = new Map<ResourceName, readonly number[]>();
  for (const name of SEEDED) {
    for (const of of [...REFERRED, ...SEEDED]) {
      const path = `${specOf(of).path}?per_page=100`;
      const { data } = (await me.call('GET', path)).body as { data: readonly Wire[] };
      ids.set(
        of,
        data.map(({ id }) => id as number).toSorted((a, b) => a - b),
      );
    }
    // Of any of them: each has a body of its own.
    const records: readonly { by?: 'rep'; body: Given<object> }[] = SEEDS[name].records;
    const made = await each(records, ({ body, by }) =>
      make(
        name,
        given(body, (of, place = 0) => ids.get(of)?.[place] as number),
        by === 'rep' ? rep : me,
      ),
    );
    // (They are made enabled.)
    if (name === 'webhook_subscriptions') await put(name, made[2] as Wire, { enabled: false });
  }
}
/** Calls that another program recorded: with somebody of each account, with one who has none, and with nobody known. */
export async function seedConversations({ me, rep }: Seeding): Promise<void> {
  const calls: readonly [Caller, object][] = [
    [me, { to: '+4930111', from: '+49301', duration: 61, direction: 'outbound' }],
    [rep, { to: '+49301', from: '+4930222', duration: 12.5, direction: 'inbound' }],
    [me, { to: '+1 555 9999', from: '+49301', duration: 300 }],
    [rep, { to: '+49301', from: '+4930555', duration: 5 }],
  ];
  for (const [nth, [who, body]] of calls.entries()) {
    const recording = { url: `https://dialer.example/${nth}.mp3` };
    const answer = await who.call('POST', '/v2/conversations/calls', { ...body, recording });
    if (answer.status !== 201) throw new Error(answer.text);
  }
}

/** What seeds of their own refer to. */
const REFERRED = ['accounts', 'people', 'users', 'calls'] as const satisfies readonly ResourceName[];

/** Tasks and calls. */
export async function seedTasks(
  { make, put, me, rep, server }: Seeding,
  people: readonly Wire[],
): Promise<void> {
  const task = (index: number, body: object) =>
    make('tasks', { subject: 'Do it', person_id: people[index]?.['id'], task_type: 'general', ...body });
  await task(0, {
    due_date: '2026-03-03',
    task_type: 'call',
    idempotency_key: 'one',
    user_id: rep.principal.userId,
  });
  await task(1, { due_date: '2026-02-20', task_type: 'email', idempotency_key: 'two' });
  await task(2, { due_date: '2026-03-02' });
  await task(3, { due_date: '2026-03-12' });
  await task(0, { due_date: '2026-03-08' });
  await task(5, { due_date: '2026-03-18', task_type: 'integration' });
  const { clock } = server;
  const now = clock.now().toISOString();
  for (const [at, due] of [
    ['2026-02-25T10:00:00Z', '2026-02-26'],
    ['2026-03-01T10:00:00Z', '2026-02-20'],
    ['2026-03-02T08:00:00Z', '2026-03-02'],
  ]) {
    clock.set(at as string);
    const made = await task(4, { due_date: due });
    await put('tasks', made, { current_state: 'completed' });
  }
  clock.set(now);
  const call = (index: number, who: string, disposition: string, sentiment: string | null) =>
    make('calls', {
      person_id: people[index]?.['id'],
      user_guid: who,
      disposition,
      sentiment,
      duration: 10 + index,
    });
  await call(3, me.principal.userGuid, 'Spoke', 'Hot');
  await call(0, rep.principal.userGuid, 'Busy', null);
  await call(5, rep.principal.userGuid, 'Absent', 'Warm');
  await call(4, me.principal.userGuid, 'Spoke', 'Angry');
}
