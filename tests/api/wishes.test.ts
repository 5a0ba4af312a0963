import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { write } from '../../apps/server/src/db/write.js';
import { bounceInDialogue } from '../../apps/server/src/domain/receiving/refused-address-commands.js';
import { isSuppressed } from '../../apps/server/src/domain/suppressions/queries.js';
import { suppressMany } from '../../apps/server/src/domain/suppressions/commands.js';
import { receiveMessage } from '../../apps/server/src/engine/receiving/receive.js';
import { bounce } from '../engine/receiving.support.js';
import { type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
let rep: Caller;
let n = 0;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  admin = await server.team();
  rep = await server.colleague(admin, { admin: false });
});

const must = async (who: Caller, method: string, path: string, body?: unknown) => {
  const answer = await who.call(method as 'GET', path, body as Record<string, unknown>);
  if (answer.status >= 300)
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body?.data;
};
const person = (address: string, more = {}) =>
  must(admin, 'POST', '/v2/people', { email_address: address, last_name: 'Lee', ...more });
const show = (id: number) => must(admin, 'GET', `/v2/people/${id}`);
const entries = async () =>
  (await must(admin, 'GET', '/v2/suppressions?sort_by=created_at&sort_direction=asc')).map(
    (each: { value: string; reason: string }) => [each.value, each.reason],
  );
const blocked = async (address: string, conversation = false) =>
  (await isSuppressed(server.database.kysely, admin.principal.teamId, [address], null, { conversation }))
    ?.reason;

/** An e-mail of ours that was sent to the person, in the ledger. */
async function sent(to: { id: number; email_address: string }): Promise<string> {
  n += 1;
  const messageId = `<sent-${n}@sender.test>`;
  const now = server.clock.now();
  const at = new Date(now.getTime() - 3_600_000);
  await server.database.kysely
    .insertInto('emails')
    .values({
      team_id: admin.principal.teamId,
      created_at: at,
      updated_at: at,
      user_id: admin.principal.userId,
      person_id: to.id,
      state: 'sent',
      state_reason: 'Sent.',
      state_changed_at: at,
      send_after: at,
      sent_at: at,
      message_id: messageId,
      from_address: 'rep@sender.test',
      to_address: to.email_address,
      subject: 'Hello there',
      body_html: '<p>First</p>',
      body_text: 'First',
    })
    .execute();
  return messageId;
}
async function arrive(message: Buffer): Promise<{ id: number; kind: string }> {
  const now = server.clock.now();
  const id = await receiveMessage(
    server.database,
    {
      teamId: admin.principal.teamId,
      mailboxId: null,
      folder: null,
      role: 'inbox',
      uidValidity: null,
      uid: null,
      flags: new Set(),
      receivedAt: now,
    },
    message,
    now,
  );
  return must(admin, 'GET', `/v2/received_messages/${id}`);
}

describe('what a person asked for outlives their record', () => {
  it('do not contact: the person is deleted and made again under the same address, written otherwise', async () => {
    const ann = await person('Ann@Customer.test', { personal_email_address: 'ann@home.test' });
    await must(admin, 'PUT', `/v2/people/${ann.id}`, { do_not_contact: true });
    await must(admin, 'DELETE', `/v2/people/${ann.id}`);
    await person(' \u200bann@customer.TEST.');
    expect(await entries()).toEqual([
      ['ann@customer.test', 'manual'],
      ['ann@home.test', 'manual'],
    ]);
    expect(await blocked('ANN@customer.test')).toBe('manual');
  });

  it('do not contact comes back with whatever the person was known by, until a colleague decides otherwise', async () => {
    const phone = { phone: '+49 (30) 123 45 67 ext. 12', last_name: 'Müller' };
    const marked = [
      { email_address: 'bo@customer.test', personal_email_address: 'bo@home.test', last_name: 'Bo' },
      { ...phone, crm_id: '003A00000000001AAA', crm_id_type: 'salesforce' },
    ];
    const gone = async (given: object) => {
      const { id } = await must(admin, 'POST', '/v2/people', { ...given, do_not_contact: true });
      await must(admin, 'DELETE', `/v2/people/${id}`);
    };
    for (const given of marked) await gone(given);
    const dnc = async (path: string, body: object): Promise<[number, boolean]> => {
      const made = await must(admin, 'POST', path, body);
      const id = made.id ?? made.person.id;
      const shown = await show(id);
      await must(admin, 'PUT', `/v2/people/${id}`, { owner_id: admin.principal.userId });
      return [id, shown.do_not_contact];
    };
    const [bo, wished] = await dnc('/v2/people', { email_address: ' BO@home.TEST.', do_not_contact: false });
    expect(wished).toBe(true);
    const { id: cadenceId } = await must(admin, 'POST', '/v2/cadences', { name: 'Calls' });
    expect(
      (await admin.call('POST', '/v2/cadence_memberships', { person_id: bo, cadence_id: cadenceId })).status,
    ).toBe(422);
    const again = { upsert_key: 'email_address', email_address: 'bo@customer.test', last_name: 'x' };
    expect((await dnc('/v2/person_upserts', again))[1]).toBe(true);
    const [muller, number] = await dnc('/v2/people', {
      mobile_phone: '030/1234567',
      phone: '1',
      last_name: 'MÜLLER',
    });
    expect(number).toBe(true);
    expect((await dnc('/v2/people', { ...phone, last_name: 'Colleague' }))[1]).toBe(false);
    // Whoever comes by the address later is marked as well, and leaves the cadences.
    const other = await person('other@customer.test');
    expect(other.do_not_contact).toBe(false);
    const moved = await must(admin, 'PUT', `/v2/people/${other.id}`, {
      secondary_email_address: 'bo@home.test',
    });
    expect(moved.do_not_contact).toBe(true);
    // It is the person's, not the address's, and a decision holds.
    const elsewhere = await must(admin, 'PUT', `/v2/people/${muller}`, { email_address: 'm@new.test' });
    expect(elsewhere.do_not_contact).toBe(true);
    await must(admin, 'PUT', `/v2/people/${muller}`, { do_not_contact: false });
    await must(admin, 'DELETE', `/v2/people/${muller}`);
    expect((await dnc('/v2/people', { ...phone, email_address: 'm@new.test' }))[1]).toBe(false);
    expect(
      (
        await dnc('/v2/people', {
          email_address: 'c@x.test',
          crm_id: '003A00000000001AAA',
          crm_id_type: 'salesforce',
        })
      )[1],
    ).toBe(true);
  });

  it('an opt-out shows on the person, moves updated_at, and restricts a later address until the rep decides', async () => {
    const ann = await person('ann@customer.test');
    server.clock.advance(60_000);
    await must(admin, 'POST', '/v2/suppressions', { value: 'mailto:ANN@customer.test', reason: 'opt_out' });
    const shown = await show(ann.id);
    expect(shown.contact_restrictions).toEqual(['email']);
    expect(shown.updated_at > ann.updated_at).toBe(true);
    expect(await must(admin, 'GET', '/v2/people?can_email=false')).toHaveLength(1);
    const moved = await must(admin, 'PUT', `/v2/people/${ann.id}`, { email_address: 'ann@new.test' });
    expect(moved.contact_restrictions).toEqual(['email']);
    expect(await blocked('ann@new.test')).toBeUndefined();
    const decided = await must(admin, 'PUT', `/v2/people/${ann.id}`, { contact_restrictions: [] });
    expect(decided.contact_restrictions).toEqual([]);
    // The old address stays blocked, and so is a person who comes with it.
    expect(await blocked('ann@customer.test')).toBe('opt_out');
    expect((await person('Ann@customer.test')).contact_restrictions).toEqual(['email']);
  });

  it('an opt-out after a change of address outlives deletion too', async () => {
    const ann = await person('ann@customer.test');
    await must(admin, 'POST', '/v2/suppressions', { value: 'ann@customer.test', reason: 'opt_out' });
    await must(admin, 'PUT', `/v2/people/${ann.id}`, { email_address: 'ann@new.test' });
    await must(admin, 'DELETE', `/v2/people/${ann.id}`);
    expect((await person('ann@new.test')).contact_restrictions).toEqual(['email']);
    expect(await blocked('ann@new.test')).toBe('opt_out');
  });

  it('one address is one person, however it is written; blanks around it are no mistake', async () => {
    const ann = await person('  jorg@Müller.test ');
    expect(ann.email_address).toBe('jorg@Müller.test');
    for (const same of [
      'jorg@mu\u0308ller.test',
      'JORG@xn--mller-kva.test',
      'mailto:jorg@müller.test',
      '\u200bjorg@müller.test.',
    ])
      expect(
        (await admin.call('POST', '/v2/people', { email_address: same, last_name: 'x' })).body.errors,
        same,
      ).toEqual({
        email_address: ['has already been taken'],
      });
    const again = await must(admin, 'POST', '/v2/person_upserts', {
      upsert_key: 'email_address',
      email_address: 'JORG@MÜLLER.test',
      last_name: 'Jung',
    });
    expect(again.person?.id ?? again.id).toBe(ann.id);
    expect(
      await must(
        admin,
        'GET',
        `/v2/people?email_addresses[]=${encodeURIComponent('jorg@xn--mller-kva.test')}`,
      ),
    ).toHaveLength(1);
  });
});

describe('a bounce belongs to the address', () => {
  const bounced = async (who: { id: number; email_address: string }) =>
    arrive(bounce(who.email_address, '5.1.1', '550 5.1.1 no such user', await sent(who)));

  it('goes with the corrected address, and comes back with the old one', async () => {
    const ann = await person('ann@wrong.test');
    await bounced(ann);
    expect((await show(ann.id)).bouncing).toBe(true);
    const corrected = await must(admin, 'PUT', `/v2/people/${ann.id}`, { email_address: 'ann@right.test' });
    expect(corrected.bouncing).toBe(false);
    expect(
      (await must(admin, 'PUT', `/v2/people/${ann.id}`, { email_address: 'ANN@wrong.test' })).bouncing,
    ).toBe(true);
  });

  it('is cleared by hand: the entry is taken off the list', async () => {
    const ann = await person('ann@full.test');
    await bounced(ann);
    const [entry] = await must(rep, 'GET', '/v2/suppressions');
    await must(rep, 'DELETE', `/v2/suppressions/${entry.id}`);
    expect((await show(ann.id)).bouncing).toBe(false);
  });

  it('a late report about the old address says nothing about the new one', async () => {
    const ann = await person('ann@old.test');
    const messageId = await sent(ann);
    await must(admin, 'PUT', `/v2/people/${ann.id}`, { email_address: 'ann@new.test' });
    await arrive(bounce('ann@old.test', '5.1.1', '550 no such user', messageId));
    expect((await show(ann.id)).bouncing).toBe(false);
    expect(await blocked('ann@old.test')).toBe('hard_bounce');
    expect(await blocked('ann@new.test')).toBeUndefined();
  });

  it('a report that returns a message which is not ours suppresses nobody; one that names none stops, and blocks nothing for good', async () => {
    const ann = await person('ann@customer.test');
    await sent(ann);
    const foreign = await arrive(
      bounce('ann@customer.test', '5.1.1', '550 no such user', '<made-up@evil.test>'),
    );
    expect(foreign.kind).toBe('bounce');
    expect([(await show(ann.id)).bouncing, await entries()]).toEqual([false, []]);
    await arrive(bounce('ann@customer.test', '5.1.1', '550 no such user', null));
    expect([(await show(ann.id)).bouncing, await entries()]).toEqual([true, []]);
  });

  it('a refusal in the dialogue is first-hand: the address is blocked at once', async () => {
    const ann = await person('ann@customer.test');
    const messageId = await sent(ann);
    const { teamId } = admin.principal;
    await write(server.database.kysely, teamId, async (tx) => {
      const email = await tx
        .selectFrom('emails')
        .select(['team_id', 'id', 'person_id', 'membership_id', 'user_id', 'mailbox_id'])
        .where('message_id', '=', messageId)
        .executeTakeFirstOrThrow();
      await bounceInDialogue(tx, email, server.clock.now(), 'ann@customer.test', '550 5.1.1 no such user');
    });
    expect([(await show(ann.id)).bouncing, await entries()]).toEqual([
      true,
      [['ann@customer.test', 'hard_bounce']],
    ]);
  });

  it('after an opt-out it upgrades the entry, events are told, and the opt-out outlives the clearing', async () => {
    const ann = await person('ann@customer.test');
    await must(admin, 'POST', '/v2/suppressions', { value: 'ann@customer.test', reason: 'opt_out' });
    const report = await bounced(ann);
    expect(await entries()).toEqual([['ann@customer.test', 'hard_bounce']]);
    expect(await blocked('ann@customer.test', true)).toBe('hard_bounce');
    // Taken back, the opt-out stands as before.
    await must(admin, 'POST', `/v2/received_messages/${report.id}/undo`);
    expect(await entries()).toEqual([['ann@customer.test', 'opt_out']]);
    expect((await show(ann.id)).bouncing).toBe(false);
    await bounced(ann);
    const [entry] = await must(rep, 'GET', '/v2/suppressions');
    await must(rep, 'DELETE', `/v2/suppressions/${entry.id}`);
    expect(await entries()).toEqual([['ann@customer.test', 'opt_out']]);
    expect((await show(ann.id)).contact_restrictions).toEqual(['email']);
    await must(admin, 'DELETE', `/v2/suppressions/${entry.id}`);
    expect([await entries(), (await show(ann.id)).contact_restrictions]).toEqual([[], []]);
    const events = await server.database.kysely
      .selectFrom('events')
      .select('event_type')
      .where('team_id', '=', admin.principal.teamId)
      .where('event_type', 'like', 'suppression%')
      .orderBy('id')
      .execute();
    const changed = ['updated', 'updated', 'updated', 'updated', 'deleted'];
    expect(events.map(({ event_type }) => event_type.replace('suppression_', ''))).toEqual([
      'created',
      ...changed,
    ]);
  });

  it('many writers of one address at once make one entry, with the strongest reason', async () => {
    await person('ann@customer.test');
    const now = server.clock.now();
    const { teamId } = admin.principal;
    const reasons = ['opt_out', 'hard_bounce', 'import', 'manual', 'complaint'] as const;
    await Promise.all(
      Array.from({ length: 30 }, (_, k) =>
        write(server.database.kysely, teamId, (tx) =>
          suppressMany(tx, teamId, now, [
            {
              kind: 'address',
              value: 'ann@customer.test',
              cadenceId: null,
              reason: reasons[k % 5] ?? 'import',
            },
            { kind: 'domain', value: 'customer.test', cadenceId: null, reason: 'import' },
          ]),
        ),
      ),
    );
    expect((await entries()).sort()).toEqual([
      ['ann@customer.test', 'complaint'],
      ['customer.test', 'import'],
    ]);
  });
});
