import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { testDatabase } from '../support/database.js';
import { as, engineOf, memoryMailer, MONDAY, type StepSpec, world } from './support.js';

let db: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

async function scene(step: Partial<StepSpec>, settings: Record<string, unknown> = {}) {
  const w = await world(db.database);
  const k = db.database.kysely;
  const mailer = memoryMailer();
  const engine = engineOf(db.database, mailer);
  const cadence = await w.cadence([{ day: 1, type: 'email', automated: true, ...step }]);
  const stepId = cadence.steps[0] as number;
  if (Object.keys(settings).length > 0)
    await k.updateTable('steps').set(settings).where('id', '=', stepId).execute();
  const at = { team_id: w.teamId, created_at: MONDAY, updated_at: MONDAY };
  return {
    ...w,
    stepId,
    engine,
    add: async (fields: Record<string, unknown> = {}) => {
      const person_id = await w.person(fields);
      return as(w, (tx) =>
        addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id, cadence_id: cadence.id }),
      );
    },
    letter: (membership: number) =>
      k.selectFrom('emails').selectAll().where('membership_id', '=', membership).executeTakeFirst(),
    action: (membership: number) =>
      k.selectFrom('actions').selectAll().where('membership_id', '=', membership).executeTakeFirstOrThrow(),
    variant: async (name: string, fields: Record<string, unknown> = {}) => {
      const { id: template } = await k
        .insertInto('email_templates')
        .values({ ...at, owner_id: w.userId, title: name, subject: name, body: `<p>${name}</p>` })
        .returning('id')
        .executeTakeFirstOrThrow();
      const variant = { ...at, step_id: stepId, name, email_template_id: template, ...fields };
      return (await k.insertInto('step_variants').values(variant).returning('id').executeTakeFirstOrThrow())
        .id;
    },
  };
}

describe('a field without a value', () => {
  const body = '<p>Dear {{first_name}}, as {{title}} of {{city}}</p>';

  it('holds the e-mail as a task that names all of them', async () => {
    const s = await scene({ body });
    const m = await s.add();
    await s.engine.runOnce(MONDAY);
    expect(await s.letter(m)).toBeUndefined();
    expect(await s.action(m)).toMatchObject({
      status: 'in_progress',
      reason: 'Held: The template uses title and city, which have no value for this person.',
    });
  });

  it('takes the default where the step says so, and holds what has none', async () => {
    const s = await scene(
      { body },
      { missing_fields: 'default', field_defaults: JSON.stringify({ title: 'head' }) },
    );
    const [lacking, fine] = [await s.add(), await s.add({ city: 'Rome' })];
    await s.engine.runOnce(MONDAY);
    expect((await s.letter(fine))?.body_html).toContain('as head of Rome');
    expect(await s.letter(lacking)).toBeUndefined();
    expect((await s.action(lacking)).reason).toBe(
      'Held: The template uses city, which has no value for this person.',
    );
  });

  it('puts snippets in, the sender’s own before the shared one of the same key', async () => {
    const s = await scene({ body: '<p>{{ snippets.hello }}, {{ snippets.bye }} {{step.day}}</p>' });
    const k = db.database.kysely;
    const at = { team_id: s.teamId, created_at: MONDAY, updated_at: MONDAY };
    const { id: other } = await k
      .insertInto('users')
      .values({ ...at, guid: crypto.randomUUID(), email: `o${s.teamId}@sender.test` })
      .returning('id')
      .executeTakeFirstOrThrow();
    await k
      .insertInto('snippets')
      .values([
        { ...at, owner_id: other, key: 'hello', name: 'x', body: 'shared', shared: true },
        { ...at, owner_id: s.userId, key: 'hello', name: 'x', body: 'Hi {{first_name}}' },
        { ...at, owner_id: other, key: 'bye', name: 'x', body: '<b>Bye</b>', shared: true },
      ])
      .execute();
    const m = await s.add({ first_name: 'Zoe' });
    await s.engine.runOnce(MONDAY);
    expect((await s.letter(m))?.body_html).toBe('<p>Hi Zoe, <b>Bye</b> 1</p>');
  });
});

describe('versions of a step', () => {
  it('are sent by weight, always the same to one membership, and counted', async () => {
    const s = await scene({});
    const [a, b] = [await s.variant('A'), await s.variant('B')];
    const members = await Promise.all(Array.from({ length: 40 }, () => s.add()));
    await s.engine.runOnce(MONDAY);
    const letters = await Promise.all(members.map((m) => s.letter(m)));
    const by = (id: number) => letters.filter((letter) => letter?.step_variant_id === id);
    expect(by(a).length + by(b).length).toBe(40);
    expect(Math.min(by(a).length, by(b).length)).toBeGreaterThan(8);
    for (const letter of by(a)) expect(letter).toMatchObject({ subject: 'A', state: 'sent' });
    for (const letter of by(b)) expect(letter).toMatchObject({ subject: 'B' });
  });

  it('give way to the winner, and to the step’s own e-mail when none has weight', async () => {
    const s = await scene({ subject: 'Own' });
    const a = await s.variant('A', { weight: 0 });
    await s.variant('B', { weight: 0 });
    const first = await s.add();
    await s.engine.runOnce(MONDAY);
    expect(await s.letter(first)).toMatchObject({ subject: 'Own', step_variant_id: null });
    await db.database.kysely
      .updateTable('step_variants')
      .set({ winner_at: MONDAY })
      .where('id', '=', a)
      .execute();
    const second = await s.add();
    await s.engine.runOnce(MONDAY);
    expect(await s.letter(second)).toMatchObject({ subject: 'A', step_variant_id: a });
  });
});
