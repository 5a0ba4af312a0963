import { createEngine } from '../../../apps/server/src/engine/engine.js';
import { receiveMessage } from '../../../apps/server/src/engine/receiving/receive.js';
import { log, memoryMailer } from '../../engine/support.js';
import type { Seeding } from './seed-records.js';
import type { Wire } from './world.js';

type Made = {
  readonly people: readonly Wire[];
  readonly personStages: readonly Wire[];
  readonly groups: readonly Wire[];
  readonly mailboxes: readonly Wire[];
};

/** Cadences of every kind, with steps, people on them, and what the engine makes of it all. */
export async function seedEngine(seeding: Seeding, made: Made): Promise<void> {
  const { make, server } = seeding;
  const templates = await seedTemplates(seeding);
  const cadences = await seedCadences(seeding, made, templates);
  await seedWindows(seeding, cadences);
  const on = (cadence: Wire | undefined, person: number, who = seeding.me) =>
    make('cadence_memberships', {
      cadence_id: cadence?.['id'],
      person_id: made.people[person]?.['id'],
      user_id: who.principal.userId,
    });
  await on(cadences[0], 4);
  await on(cadences[0], 5, seeding.rep);
  await on(cadences[1], 0);
  await on(cadences[1], 3, seeding.rep);
  await on(cadences[2], 0);
  // These never write, so that their actions stay open.
  await on(cadences[1], 6);
  await on(cadences[2], 7, seeding.rep);
  await on(cadences[2], 6);
  const later = (person: number, send_after: string, who = seeding.me) =>
    make(
      'scheduled_emails',
      {
        person_id: made.people[person]?.['id'],
        subject: `Later ${send_after}`,
        body: '<p>Later</p>',
        send_after,
      },
      who,
    );
  await later(4, '2026-12-01T09:00:00Z');
  await later(0, '2026-11-01T09:00:00Z');
  await later(5, '2026-12-02T09:00:00Z', seeding.rep);
  await later(0, '2026-03-02T09:00:30Z');
  // To somebody who is not the rep's.
  await later(4, '2026-12-03T09:00:00Z', seeding.rep);
  const engine = createEngine({
    database: server.database,
    mailer: memoryMailer(),
    clock: server.clock,
    log,
    tickMs: 1000,
    publicUrl: 'http://cadenza.test',
  });
  for (const minutes of [1, 60, 24 * 60])
    await engine.runOnce(new Date(server.clock.now().getTime() + minutes * 60_000));
  await engine.stop();
  await seedSuppressions(seeding, cadences);
  await seedReceived(seeding, made);
}

async function seedTemplates({ make, put, rep }: Seeding): Promise<Wire[]> {
  const bodies: [object, typeof rep | undefined][] = [
    [
      { title: 'Alpha', subject: 'First subject', body: '<p>Hi {{first_name}}</p>', tags: ['vip', 'alpha'] },
      undefined,
    ],
    [{ title: 'Omega', subject: 'Second subject', body: '<p>Again</p>', tags: ['cold'] }, rep],
    [{ title: 'Beta', subject: 'Third subject', body: '<p>Old</p>' }, undefined],
    [{ title: 'Cadence', subject: 'Fourth', body: '<p>Own</p>' }, undefined],
    [{ title: 'Gamma', subject: 'Fifth', body: '<p>Rep</p>' }, rep],
  ];
  const made: Wire[] = [];
  for (const [body, who] of bodies) made.push(await make('email_templates', body, who));
  await put('email_templates', made[1] as Wire, { shared: true });
  await put('email_templates', made[2] as Wire, { archived_at: '2026-02-01T00:00:00Z' });
  return made;
}

async function seedCadences(
  { make, put, rep }: Seeding,
  { groups, personStages }: Made,
  templates: readonly Wire[],
): Promise<Wire[]> {
  const cadence = (body: object) =>
    make('cadences', { cadence_function: 'outbound', added_stage_id: personStages[0]?.['id'], ...body });
  const cadences = [
    await cadence({ name: 'Zebra', tags: ['vip', 'alpha'], group_ids: [groups[0]?.['id']], shared: true }),
    await cadence({
      name: 'Calls',
      tags: ['cold'],
      remove_replies_enabled: false,
      team_cadence: true,
      owner_id: rep.principal.userId,
      override_contact_restrictions: true,
    }),
    await cadence({ name: 'Mixed', remove_replies_enabled: false, group_ids: [groups[1]?.['id']] }),
    await cadence({ name: 'Draft', draft: true }),
    await cadence({ name: 'Archived' }),
    await cadence({ name: 'Empty' }),
    await cadence({ name: 'Own', owner_id: rep.principal.userId }),
  ];
  const step = (index: number, body: object) =>
    make('steps', { cadence_id: cadences[index]?.['id'], ...body });
  const email = {
    type: 'email',
    automated: true,
    due_immediately: true,
    email_template_id: templates[0]?.['id'],
  };
  const first = await step(0, { ...email, day: 1 });
  await step(0, { type: 'phone', day: 2, instructions: 'Ask again' });
  await step(1, { type: 'phone', day: 1, instructions: 'Say hello' });
  await step(2, { type: 'other', day: 1, name: 'Look' });
  const manual = await step(2, { type: 'email', day: 3, email_template_id: templates[1]?.['id'] });
  await step(3, { type: 'integration', day: 1 });
  await step(4, { type: 'phone', day: 1 });
  for (const day of [1, 1]) await step(5, { type: 'phone', day, disabled: true });
  await step(5, { type: 'email', day: 2, disabled: true, email_template_id: templates[0]?.['id'] });
  await step(6, { type: 'phone', day: 1, disabled: true, instructions: 'Say who you are' });
  const own = await step(6, {
    type: 'email',
    day: 2,
    disabled: true,
    email_template_id: templates[0]?.['id'],
  });
  await put('cadences', cadences[4] as Wire, { archived: true });
  for (const [owner, name] of [
    [first, 'A'],
    [manual, 'B'],
    [manual, 'C'],
    [own, 'D'],
  ] as const)
    await make('step_variants', { step_id: owner['id'], name, email_template_id: templates[2]?.['id'] });
  return cadences;
}

async function seedWindows({ make, rep, gone }: Seeding, cadences: readonly Wire[]): Promise<void> {
  const blocks = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }];
  const owners = [
    {},
    { user_id: rep.principal.userId },
    { cadence_id: cadences[1]?.['id'] },
    { user_id: gone.principal.userId },
    { cadence_id: cadences[2]?.['id'] },
  ];
  for (const owner of owners) await make('send_windows', { ...owner, blocks });
}

async function seedSuppressions({ make, rep }: Seeding, cadences: readonly Wire[]): Promise<void> {
  await make('suppressions', { value: 'nobody@suppressed.example', reason: 'opt_out' });
  await make('suppressions', { value: 'banned.example', kind: 'domain' });
  await make('suppressions', { value: 'once@suppressed.example', cadence_id: cadences[0]?.['id'] });
  await make('suppressions', {
    value: 'twice@suppressed.example',
    cadence_id: cadences[1]?.['id'],
    reason: 'complaint',
  });
  await make('suppressions', { value: 'rep@suppressed.example' }, rep);
  await make('suppressions', { value: 'ben@other.test', note: 'Left the firm' });
}

/** Replies, a wish that is only suggested, an out-of-office, somebody's bounce, and a message that cannot be read. */
async function seedReceived({ server, me, rep }: Seeding, { mailboxes }: Made): Promise<void> {
  const { rows } = await server.database.pool.query<{
    message_id: string;
    to_address: string;
    user_id: number;
  }>(`SELECT message_id, to_address, user_id FROM emails WHERE team_id = $1 AND state = 'sent' ORDER BY id`, [
    me.principal.teamId,
  ]);
  if (rows.length < 2) throw new Error(`the engine sent ${rows.length} e-mails`);
  const answers = ['Thank you, call me.', 'Friday suits me.', 'Sounds good, Thursday works for me.'];
  let n = 0;
  const arrive = async (headers: Record<string, string>, body: string, mailbox: Wire | undefined) => {
    n += 1;
    const at = new Date(server.clock.now().getTime() + [5, 3, 9, 1, 7, 2, 8][n % 7]! * 60_000);
    const all = { 'Message-ID': `<m${n}@customer.test>`, Subject: 'Re: First subject', ...headers };
    const text = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    await receiveMessage(
      server.database,
      {
        teamId: me.principal.teamId,
        mailboxId: (mailbox?.['id'] as number | undefined) ?? null,
        folder: mailbox ? 'INBOX' : null,
        role: 'inbox',
        uidValidity: mailbox ? 1 : null,
        uid: mailbox ? n : null,
        flags: new Set(),
        receivedAt: at,
      },
      Buffer.from(`${text.join('\r\n')}\r\n\r\n${body}\r\n`),
      at,
    );
  };
  for (const [index, sent] of rows.slice(0, 3).entries())
    await arrive(
      { From: sent.to_address, 'In-Reply-To': sent.message_id },
      answers[index] as string,
      mailboxes[sent.user_id === rep.principal.userId ? 1 : 0],
    );
  const first = rows[0];
  await arrive(
    { From: first?.to_address ?? '', Subject: 'Out of office', 'Auto-Submitted': 'auto-replied' },
    'I am away.',
    mailboxes[0],
  );
  await arrive({ From: 'mia@example.com', Subject: 'Hello' }, 'Call me on Friday.', mailboxes[1]);
  await arrive({ From: 'ann@example.com', Subject: 'Hello' }, 'Please remove me from your list.', undefined);
}
