import { contract, type ListSpec, type ResourceSpec } from '@cadenza/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tx } from '../../apps/server/src/db/connect.js';
import { findRow } from '../../apps/server/src/db/finding.js';
import { countRows, listRows, type ReadContext } from '../../apps/server/src/db/listing.js';
import type { View } from '../../apps/server/src/db/view.js';
import { write, writeAcrossTeams } from '../../apps/server/src/db/write.js';
import { accountStages, accountTiers } from '../../apps/server/src/domain/accounts/stages.js';
import { callDispositions, callSentiments } from '../../apps/server/src/domain/calls/lookups.js';
import type { Command } from '../../apps/server/src/domain/command.js';
import { emailTemplates } from '../../apps/server/src/domain/emails/templates.js';
import { createTeam, createUser } from '../../apps/server/src/domain/identity/commands.js';
import { imports } from '../../apps/server/src/domain/imports/imports.js';
import { notes } from '../../apps/server/src/domain/notes/notes.js';
import { createPerson } from '../../apps/server/src/domain/people/commands.js';
import { personStages } from '../../apps/server/src/domain/people/stages.js';
import { tasks } from '../../apps/server/src/domain/tasks/tasks.js';
import { customFields } from '../../apps/server/src/domain/team/custom-fields.js';
import { groups } from '../../apps/server/src/domain/team/groups.js';
import { tags } from '../../apps/server/src/domain/team/tags.js';
import { readTeam, teamView } from '../../apps/server/src/domain/team/team.js';
import { readMe, users } from '../../apps/server/src/domain/team/users.js';
import { parseList, type RawQuery } from '../../apps/server/src/http/params.js';
import { AppError } from '../../apps/server/src/kernel/errors.js';
import type { Principal } from '../../apps/server/src/kernel/principal.js';
import { testDatabase } from '../support/database.js';

const NOW = new Date('2026-03-02T09:00:00.000Z'); // a Monday
const VIEWS = {
  account_stages: accountStages.view,
  account_tiers: accountTiers.view,
  call_dispositions: callDispositions.view,
  call_sentiments: callSentiments.view,
  custom_fields: customFields.view,
  email_templates: emailTemplates.view,
  groups: groups.view,
  imports: imports.view,
  notes: notes.view,
  person_stages: personStages.view,
  tags: tags.view,
  tasks: tasks.view,
  users: users.view,
} as const;
type Name = keyof typeof VIEWS;

let db: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

let made = 0;
async function member(teamId: number, admin: boolean, timeZone = 'UTC'): Promise<Principal> {
  made += 1;
  const input = {
    email: `member${made}@cadenza.test`,
    role: admin ? 'admin' : 'user',
    firstName: 'Member',
    lastName: String(made),
    timeZone,
  } as const;
  const user = await write(db.database.kysely, teamId, (tx) => createUser(tx, teamId, input, NOW));
  return {
    teamId,
    userId: user.id,
    userGuid: user.guid,
    admin,
    groupId: null,
    teamOpen: true,
    timeZone,
    scopes: 'all',
    via: 'session',
    rateLimitPerMinute: 600,
    clockOffsetMs: 0,
  };
}
async function team(timeZone = 'UTC'): Promise<Principal> {
  const { id } = await writeAcrossTeams(db.database.kysely, (tx) => createTeam(tx, { name: 'Team' }, NOW));
  return member(id, true, timeZone);
}
const contextOf = (who: Principal, now = NOW): ReadContext => ({
  team: who.teamId,
  tz: who.timeZone,
  base: 'http://cadenza.test',
  user: who.userId,
  admin: who.admin,
  group: who.groupId,
  open: who.teamOpen,
  contents: true,
  now,
});
const run = <T>(who: Principal, work: (command: Command) => Promise<T>, now = NOW): Promise<T> =>
  write(db.database.kysely, who.teamId, (tx: Tx) => work({ tx, principal: who, now }));
// The records are whatever the wire carries: the tests look into them freely.
// oxlint-disable-next-line typescript/no-explicit-any
type Row = any;
async function list(who: Principal, name: Name, query: RawQuery = {}): Promise<Row[]> {
  const spec: ListSpec = contract.resources[name].list;
  const rows = await listRows(
    db.database.pool,
    VIEWS[name],
    contextOf(who),
    parseList(spec, query, true).query,
  );
  return rows.map((row) => JSON.parse(row.j) as Row);
}
async function show(who: Principal, view: View, id: number): Promise<Row> {
  const json = await findRow(db.database.pool, view, contextOf(who), id);
  return json === undefined ? undefined : (JSON.parse(json) as Row);
}
const ids = async (who: Principal, name: Name, query: RawQuery = {}) =>
  (await list(who, name, query)).map((row) => row.id as number);
async function refusal(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error instanceof Error ? error : new Error('was not refused');
  return error.fields ?? error.kind;
}
const eventsOf = async (who: Principal, prefix: string) =>
  (
    await db.database.kysely
      .selectFrom('events')
      .select('event_type')
      .where('team_id', '=', who.teamId)
      .orderBy('id')
      .execute()
  )
    .map((event) => event.event_type)
    .filter((type) => type.startsWith(prefix));
const person = (who: Principal, more: object = {}) => {
  made += 1;
  return run(who, (command) => createPerson(command, { email_address: `p${made}@example.com`, ...more }));
};

/** A value of each filter's kind that must run, whatever it finds. */
function samples(spec: ListSpec): RawQuery[] {
  return Object.entries(spec.filters).flatMap(([name, filter]): RawQuery[] => {
    switch (filter.kind) {
      case 'ids':
      case 'integer':
        return [{ [name]: '1' }];
      case 'integers':
        return filter.nullable
          ? [{ [name]: '1' }, { [name]: '_is_null' }, { [name]: '1,_is_null' }]
          : [{ [name]: '1,2' }];
      case 'bool':
        return [{ [name]: 'true' }, { [name]: 'false' }];
      case 'range':
        return [{ [name]: { gt: '2026-01-01', lte: '2027-01-01' } }];
      case 'number_range':
        return [{ [name]: { gt: '1', lte: '2' } }];
      case 'moment':
        return [{ [name]: '2026-01-01' }];
      case 'guids':
        return [{ [name]: '00000000-0000-4000-8000-000000000000' }];
      case 'string':
      case 'strings':
        return (filter.oneOf ?? ['some text']).map((value) => ({ [name]: value }));
      case 'after_id':
        return [{ [name]: { gt: filter.of === 'uuid' ? '00000000-0000-4000-8000-000000000000' : '1' } }];
      case 'keyed':
        return Object.entries(filter.keys).flatMap(([key, words]) => [
          { [name]: words[0] },
          { [name]: { [key]: words } },
        ]);
      case 'object':
        return [{ [name]: { key: 'value' } }];
    }
  });
}

describe('every filter and sort of every plain list runs', () => {
  it.each(Object.keys(VIEWS) as Name[])('%s', async (name) => {
    const who = await team('America/New_York');
    const spec: ListSpec = contract.resources[name].list;
    for (const query of [{}, ...samples(spec)]) {
      await list(who, name, query);
      await countRows(
        db.database.pool,
        VIEWS[name],
        contextOf(who),
        parseList(spec, query, true).query,
        undefined,
      );
    }
    for (const sort of spec.sorts) {
      for (const direction of ['ASC', 'DESC']) {
        await list(who, name, { sort_by: sort, sort_direction: direction });
        await list(who, name, { sort_by: sort, sort_direction: direction, cursor: '' });
      }
    }
    expect(await show(who, VIEWS[name], 999_999)).toBeUndefined();
  });
});

describe('records carry exactly the keys of the contract, in values its schema takes', () => {
  it('lists and reads one of each', async () => {
    const who = await team('America/New_York');
    const { teamId } = who;
    const stamp = { team_id: teamId, created_at: NOW, updated_at: NOW };
    await run(who, async (command) => {
      const { tx } = command;
      for (const table of [
        'account_stages',
        'account_tiers',
        'call_dispositions',
        'call_sentiments',
      ] as const)
        await tx
          .insertInto(table)
          .values({ ...stamp, name: 'One' })
          .execute();
      const someone = await createPerson(command, { email_address: 'one@example.com', tags: ['a tag'] });
      await personStages.create(command, { name: 'Hot' });
      await customFields.create(command, { name: 'Plan' });
      await groups.create(command, { name: 'West' });
      await notes.create(command, {
        associated_with_id: someone,
        associated_with_type: 'person',
        content: 'Hello',
      });
      await imports.create(command, { name: 'List' });
      await emailTemplates.create(command, {
        title: 'Hi',
        subject: 'Hi {{first_name}}',
        body: '<p>Hello &amp; <b>good</b> day</p>',
        tags: ['x'],
      });
      await tasks.create(command, {
        subject: 'Ring',
        person_id: someone,
        task_type: 'call',
        due_date: '2026-03-02',
      });
    });
    for (const name of Object.keys(VIEWS) as Name[]) {
      const spec: ResourceSpec = contract.resources[name];
      const rows = await list(who, name);
      expect(rows.length, name).toBeGreaterThan(0);
      for (const row of rows) {
        expect(Object.keys(row).toSorted(), name).toEqual(Object.keys(spec.record.shape).toSorted());
        expect(spec.record.safeParse(row).error, name).toBeUndefined();
        expect(await show(who, VIEWS[name], row.id), name).toEqual(row);
      }
    }
    const reader = {
      principal: who,
      render: async (view: View, id: number) => JSON.stringify(await show(who, view, id)),
    };
    expect(
      contract.operations.team.response.strict().safeParse(JSON.parse(await readTeam(reader))).error,
    ).toBeUndefined();
    const me = JSON.parse(await readMe(reader)) as Row;
    expect(contract.operations.me.response.strict().safeParse(me).error).toBeUndefined();
    expect(me).toMatchObject({
      locale_utc_offset: -300,
      team: { _href: 'http://cadenza.test/v2/team', id: teamId },
      role: { id: 'Admin' },
      team_admin: true,
    });
    expect(me.full_email_address).toBe(`"${me.name as string}" <${me.email as string}>`);
    expect((await list(who, 'email_templates'))[0]).toMatchObject({
      body_preview: 'Hello & good day',
      tags: ['x'],
    });
    expect(await show(who, teamView, (await team()).teamId)).toBeUndefined();
  });
});

describe('person stages', () => {
  it('keep the name of people in step and leave them without one when deleted', async () => {
    const who = await team();
    const stage = await run(who, (command) => personStages.create(command, { name: 'Cold' }));
    const someone = await person(who, { person_stage_id: stage });
    const stageOf = () =>
      db.database.kysely
        .selectFrom('people')
        .select(['person_stage_id', 'person_stage_name'])
        .where('id', '=', someone)
        .executeTakeFirstOrThrow();
    await run(who, (command) => personStages.update(command, stage, { name: 'Warm' }));
    expect(await stageOf()).toEqual({ person_stage_id: stage, person_stage_name: 'Warm' });
    expect(await refusal(run(who, (command) => personStages.create(command, { name: 'warm' })))).toEqual({
      name: ['has already been taken'],
    });
    await run(who, (command) => personStages.remove(command, stage));
    await run(who, (command) => personStages.remove(command, stage));
    expect(await stageOf()).toEqual({ person_stage_id: null, person_stage_name: null });
    const stranger = await team();
    expect(await refusal(run(stranger, (command) => personStages.remove(command, stage)))).toBe('not_found');
    expect(
      await refusal(
        run(await member(who.teamId, false), async (command) =>
          personStages.create(command, { name: 'New' }),
        ),
      ),
    ).toBe('forbidden');
  });
});

describe('custom fields', () => {
  it('move and drop the values that records hold', async () => {
    const who = await team();
    const field = await run(who, (command) => customFields.create(command, { name: 'Plan' }));
    const someone = await person(who, { custom_fields: { Plan: 'gold' } });
    const held = async () =>
      (
        await db.database.kysely
          .selectFrom('people')
          .select('custom_fields')
          .where('id', '=', someone)
          .executeTakeFirstOrThrow()
      ).custom_fields;
    await run(who, (command) => customFields.update(command, field, { name: 'Tier' }));
    expect(await held()).toEqual({ Tier: 'gold' });
    expect(
      await refusal(run(who, (command) => customFields.update(command, field, { field_type: 'company' }))),
    ).toHaveProperty('field_type');
    await run(who, (command) => customFields.remove(command, field));
    expect(await held()).toEqual({});
    expect(await eventsOf(who, 'person_updated')).toHaveLength(2);
  });
});

describe('groups and users', () => {
  it('refuse rings, show what lies below, and let go when deleted', async () => {
    const who = await team();
    const colleague = await member(who.teamId, false);
    const top = await run(who, (command) => groups.create(command, { name: 'Top' }));
    const low = await run(who, (command) => groups.create(command, { name: 'Low', parent_id: top }));
    expect((await show(who, groups.view, top)).accessible_groups.map((group: Row) => group.id)).toEqual([
      top,
      low,
    ]);
    expect(
      await refusal(run(who, (command) => groups.update(command, top, { parent_id: low }))),
    ).toHaveProperty('parent_id');
    await run(who, (command) => users.update(command, colleague.userId, { group_id: low }));
    await db.database.kysely
      .updateTable('teams')
      .set({ group_privacy_setting: 'group_public' })
      .where('id', '=', who.teamId)
      .execute();
    expect(await ids({ ...colleague, groupId: low }, 'users')).toEqual([colleague.userId]);
    expect(await ids({ ...colleague, groupId: low }, 'users', { visible_only: 'false' })).toHaveLength(2);
    expect(await ids(who, 'users')).toHaveLength(2);
    await run(who, (command) => groups.remove(command, top));
    expect((await show(who, groups.view, low)).parent_id).toBeNull();
    await run(who, (command) => groups.remove(command, low));
    expect((await show(who, users.view, colleague.userId)).group).toBeNull();
  });

  it('keep an active admin, and hide the deactivated unless asked', async () => {
    const who = await team();
    const colleague = await member(who.teamId, false);
    expect(
      await refusal(run(who, (command) => users.update(command, who.userId, { active: false }))),
    ).toHaveProperty('active');
    expect(
      await refusal(run(who, (command) => users.update(command, who.userId, { role_id: 'User' }))),
    ).toHaveProperty('role_id');
    expect(
      await refusal(run(who, (command) => users.update(command, colleague.userId, { role_id: 'Chief' }))),
    ).toHaveProperty('role_id');
    await run(who, (command) =>
      users.update(command, colleague.userId, { role_id: 'Admin', manager_user_guid: who.userGuid }),
    );
    expect(await ids(who, 'users', { manager_user_guid: who.userGuid })).toEqual([colleague.userId]);
    await run(who, (command) => users.update(command, colleague.userId, { active: false }));
    expect(await ids(who, 'users')).toEqual([who.userId]);
    expect((await ids(who, 'users', { visible_only: 'false' })).toSorted()).toEqual(
      [who.userId, colleague.userId].toSorted(),
    );
    expect(
      await refusal(
        run(colleague, (command) =>
          groups.create({ ...command, principal: { ...colleague, admin: false } }, { name: 'Mine' }),
        ),
      ),
    ).toBe('forbidden');
  });
});

describe('notes', () => {
  it('belong to one call at most, and to their author unless an admin says otherwise', async () => {
    const who = await team();
    const colleague = await member(who.teamId, false);
    const someone = await person(who);
    const row = {
      team_id: who.teamId,
      created_at: NOW,
      updated_at: NOW,
      user_id: who.userId,
      person_id: someone,
    };
    const [first, second] = await run(who, ({ tx }) =>
      tx.insertInto('calls').values([row, row]).returning('id').execute(),
    );
    const body = { associated_with_id: someone, associated_with_type: 'person', content: 'Hello' } as const;
    const note = await run(who, (command) =>
      notes.create(command, { ...body, call_id: first?.id, user_guid: colleague.userGuid }),
    );
    expect(
      await refusal(run(who, (command) => notes.create(command, { ...body, call_id: first?.id }))),
    ).toEqual({ call_id: ['already has a note'] });
    expect(
      await refusal(run(who, (command) => notes.update(command, note, { call_id: 999_999_999 }))),
    ).toEqual({ call_id: ['could not be found'] });
    await run(who, (command) => notes.update(command, note, { call_id: second?.id }));
    await run(who, (command) => notes.create(command, { ...body, call_id: first?.id }));
    expect((await show(who, notes.view, note)).call.id).toBe(second?.id);
    expect((await show(who, notes.view, note)).user.id).toBe(colleague.userId);
    expect(
      await refusal(run(colleague, (command) => notes.create(command, { ...body, user_guid: who.userGuid }))),
    ).toBe('forbidden');
    expect(await refusal(run(await team(), (command) => notes.create(command, body)))).toEqual({
      associated_with_id: ['could not be found'],
    });
    await run(who, (command) => notes.remove(command, note));
    expect(await eventsOf(who, 'note_')).toEqual([
      'note_created',
      'note_updated',
      'note_created',
      'note_deleted',
    ]);
  });
});

describe('imports', () => {
  it("are the importer's own, and take their people along when undone", async () => {
    const who = await team();
    const colleague = await member(who.teamId, false);
    const [old, late] = [
      await run(who, (command) => imports.create(command, { name: 'Old' })),
      await run(who, (command) => imports.create(command, {})),
    ];
    const both = await person(who, { import_id: old });
    const single = await person(who, { import_id: late });
    await run(who, ({ tx }) =>
      tx
        .insertInto('import_people')
        .values({ team_id: who.teamId, import_id: late, person_id: both })
        .execute(),
    );
    expect(await ids(colleague, 'imports', { user_ids: String(who.userId) })).toEqual([]);
    expect((await show(who, imports.view, late)).current_people_count).toBe(2);
    expect(await refusal(run(colleague, (command) => imports.remove(command, late, {})))).toBe('not_found');
    await run(who, (command) => imports.remove(command, late, { undo: 'single' }));
    const alive = () =>
      db.database.kysely
        .selectFrom('people')
        .select('id')
        .where('team_id', '=', who.teamId)
        .where('deleted_at', 'is', null)
        .execute();
    expect(await alive()).toEqual([{ id: both }]);
    expect(await eventsOf(who, 'person_deleted')).toHaveLength(1);
    expect(single).not.toBe(both);
    await run(who, (command) => imports.remove(command, old, { undo: 'all' }));
    expect(await alive()).toEqual([]);
  });
});

describe('e-mail templates', () => {
  it('are personal unless shared, hide the archived, and must be Liquid', async () => {
    const who = await team();
    const colleague = await member(who.teamId, false);
    const template = await run(who, (command) =>
      emailTemplates.create(command, { title: 'Hi', body: '{{ first_name }}' }),
    );
    expect(await ids(colleague, 'email_templates')).toEqual([]);
    expect(
      await refusal(run(colleague, (command) => emailTemplates.update(command, template, { title: 'x' }))),
    ).toBe('not_found');
    await run(who, (command) => emailTemplates.update(command, template, { shared: true }));
    expect(await ids(colleague, 'email_templates')).toEqual([template]);
    expect(await ids(colleague, 'email_templates', { filter_by_owner: 'true' })).toEqual([]);
    expect(await refusal(run(colleague, (command) => emailTemplates.remove(command, template)))).toBe(
      'forbidden',
    );
    expect(
      await refusal(
        run(who, (command) => emailTemplates.update(command, template, { body: '{% if %', subject: '{{ x' })),
      ),
    ).toMatchObject({ body: [expect.any(String)], subject: [expect.any(String)] });
    await run(who, (command) =>
      emailTemplates.update(command, template, { archived_at: '2026-03-01T00:00:00.000000Z' }),
    );
    expect(await ids(who, 'email_templates')).toEqual([]);
    expect(await ids(who, 'email_templates', { include_archived_templates: 'true' })).toEqual([template]);
    await run(who, (command) => emailTemplates.update(command, template, { archived_at: null }));
    await run(who, ({ tx }) =>
      tx.updateTable('email_templates').set({ cadence_id: 7 }).where('id', '=', template).execute(),
    );
    expect(await ids(who, 'email_templates')).toEqual([]);
    expect(await ids(who, 'email_templates', { cadence_id: '7' })).toEqual([template]);
    expect(await ids(who, 'email_templates', { include_cadence_templates: 'true' })).toEqual([template]);
    await run(who, (command) => emailTemplates.remove(command, template));
    await run(who, (command) => emailTemplates.remove(command, template));
  });
});

describe('tasks', () => {
  it("fall due by the caller's calendar", async () => {
    const who = await team('Pacific/Auckland'); // 22:00 on Monday
    const someone = await person(who);
    const due = (due_date: string) =>
      run(who, (command) =>
        tasks.create(command, { subject: 'Ring', person_id: someone, task_type: 'call', due_date }),
      );
    const [past, today, tomorrow, next] = [
      await due('2026-03-01'),
      await due('2026-03-02'),
      await due('2026-03-03'),
      await due('2026-03-09'),
    ];
    const within = (time_interval_filter: string) =>
      ids(who, 'tasks', { time_interval_filter, sort_direction: 'ASC' });
    expect(await within('overdue')).toEqual([past]);
    expect(await within('today')).toEqual([today]);
    expect(await within('tomorrow')).toEqual([tomorrow]);
    expect(await within('this_week')).toEqual([today, tomorrow]);
    expect(await within('next_week')).toEqual([next]);
    await run(who, (command) => tasks.update(command, next, { due_at: '2026-03-04T20:00:00.000000Z' }));
    expect(await show(who, tasks.view, next)).toMatchObject({
      due_date: '2026-03-05',
      due_at: '2026-03-05T09:00:00.000000+13:00',
    });
  });

  it('are completed once, by whoever says so, and refuse a used idempotency key', async () => {
    const who = await team();
    const colleague = await member(who.teamId, false);
    const someone = await person(who);
    const body = {
      subject: 'Ring',
      person_id: someone,
      task_type: 'call',
      due_date: '2026-03-02',
      idempotency_key: 'k',
    } as const;
    const task = await run(who, (command) =>
      tasks.create(command, { ...body, user_guid: colleague.userGuid }),
    );
    expect(await refusal(run(who, (command) => tasks.create(command, body)))).toEqual({
      idempotency_key: ['has already been taken'],
    });
    await run(who, (command) => tasks.update(command, task, { current_state: 'completed' }));
    await run(who, (command) =>
      tasks.update(command, task, { current_state: 'completed', description: null }),
    );
    expect(await show(who, tasks.view, task)).toMatchObject({
      current_state: 'completed',
      source: 'salesloft.api',
      user: { id: colleague.userId },
      completed_by: { id: who.userId },
    });
    expect(await ids(who, 'tasks', { completed_time_interval: 'today' })).toEqual([task]);
    await run(who, (command) => tasks.remove(command, task));
    expect(await eventsOf(who, 'task_')).toEqual([
      'task_created',
      'task_updated',
      'task_completed',
      'task_updated',
      'task_deleted',
    ]);
    const stranger = await team();
    expect(
      await refusal(run(stranger, (command) => tasks.create(command, { ...body, person_id: someone }))),
    ).toEqual({ person_id: ['could not be found'] });
    expect(await refusal(run(stranger, (command) => tasks.remove(command, task)))).toBe('not_found');
  });
});
