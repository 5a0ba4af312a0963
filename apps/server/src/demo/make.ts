import type { Database, Db } from '../db/connect.js';
import { write } from '../db/write.js';
import { createAccount } from '../domain/accounts/index.js';
import { importCadence } from '../domain/cadence-files/index.js';
import type { Command } from '../domain/command.js';
import { createUser, findKeptCaller } from '../domain/identity/index.js';
import { addToCadence } from '../domain/memberships/index.js';
import { notes } from '../domain/notes/index.js';
import { createPerson } from '../domain/people/index.js';
import { type Demo, type DemoState, noteDemoState } from '../domain/sandbox/index.js';
import { inParallel } from '../engine/claim.js';
import { AppError } from '../kernel/errors.js';
import type { Principal } from '../kernel/principal.js';
import { seededRandom } from '../kernel/seeded-random.js';
import { cadenceFiles } from './cadences.js';
import { companies } from './companies.js';
import { demoAddress } from './create.js';
import { colleagues, prospect } from './people.js';
import type { Step } from './plan.js';

export type Filling = Extract<Step, { kind: 'colleagues' | 'accounts' | 'cadence' | 'people' }>;

/** What a step works with. */
interface Making {
  readonly command: Command;
  readonly demo: Demo;
}

/** Somebody of the demo's team, as its engine's commands see them. */
export async function actingAs(db: Db, teamId: number, userId: number): Promise<Principal> {
  const principal = await findKeptCaller(db, { teamId, userId, granted: null, admin: true });
  if (!principal) throw new AppError('unavailable', `User ${userId} of the demo is not active`);
  return principal;
}

/** Lanes of people: PostgreSQL works while another lane is computed. */
const LANES = 3;

/** Carries out one step; its last transaction says that it is done. */
export async function fill(
  { kysely }: Database,
  demo: Demo,
  step: Filling,
  next: Partial<DemoState>,
  now: Date,
): Promise<void> {
  const principal = await actingAs(kysely, demo.teamId, demo.userId);
  if (step.kind === 'people') {
    const numbers = Array.from({ length: step.to - step.from }, (_, n) => step.from + n);
    const parts = await partsOf(kysely, demo.teamId);
    const one = (n: number) => write(kysely, principal, (tx) => addPerson({ tx, principal, now }, parts, n));
    const failed: unknown[] = [];
    await inParallel(numbers, LANES, (n) => one(n).catch((error: unknown) => void failed.push(error)));
    if (failed.length > 0) throw failed[0];
  }
  await write(kysely, principal, async (tx) => {
    const making: Making = { command: { tx, principal, now }, demo };
    if (step.kind === 'colleagues') await addColleagues(making);
    if (step.kind === 'accounts') await addAccounts(making);
    if (step.kind === 'cadence') await addCadence(making, step.n);
    await noteDemoState(tx, demo.teamId, next);
  });
}

async function addColleagues({ command: { tx, now }, demo }: Making): Promise<void> {
  for (const { first, last, role, zone } of colleagues)
    await createUser(
      tx,
      demo.teamId,
      {
        email: demoAddress(`${first}.${last}`, demo.teamId),
        role,
        firstName: first,
        lastName: last,
        timeZone: zone,
      },
      now,
    );
}

/** The team's users: the one who stands for the admins first, then the colleagues as they are listed. */
async function usersOf(db: Db, teamId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('team_id', '=', teamId)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Ids of the rows of a small table, in the order they were made in. */
const idsOf = async (
  db: Db,
  teamId: number,
  table: 'cadences' | 'accounts' | 'account_tiers' | 'account_stages',
) =>
  (await db.selectFrom(table).select('id').where('team_id', '=', teamId).orderBy('id').execute()).map(
    ({ id }) => id,
  );

const WORDS_OF_ACCOUNTS = [
  'Uses spreadsheets for open orders; the head of operations wants that gone before the summer.',
  'Their renewal with a competitor comes up in spring. Procurement decides, operations recommends.',
  'Two sites, one ERP each. The second one is the reason that they look around.',
  'Was a customer until a reorganisation; the new COO knows us from her last company.',
];

async function addAccounts({ command, demo }: Making): Promise<void> {
  const { tx } = command;
  const { teamId } = demo;
  const [users, tiers, stages] = [
    await usersOf(tx, teamId),
    await idsOf(tx, teamId, 'account_tiers'),
    await idsOf(tx, teamId, 'account_stages'),
  ];
  for (const [n, { name, domain, industry, size, city, country, zone, dial }] of companies.entries()) {
    const id = await createAccount(command, {
      ...{ name, domain, industry, size, city, country, locale: zone },
      website: `https://${domain}`,
      phone: `${dial}00`,
      owner_id: ownerOf(users, n),
      account_tier_id: tiers[n % tiers.length] ?? null,
      company_stage_id: stages[(n * 3) % 5] ?? null,
      tags: n % 4 === 0 ? ['key account'] : [],
    });
    if (n % 5 === 1)
      await notes.create(command, {
        content: WORDS_OF_ACCOUNTS[Math.floor(n / 5) % WORDS_OF_ACCOUNTS.length] ?? '',
        associated_with_type: 'account',
        associated_with_id: id,
      });
  }
}

const addCadence = async ({ command }: Making, n: number): Promise<void> => {
  const file = cadenceFiles[n];
  if (file) await importCadence(command, file.body);
};

/** Of every seven the admins' own user has two: that is whose day is looked at first. */
const ownerOf = (users: readonly number[], n: number): number =>
  users[n % 7 === 6 ? 0 : n % 7] ?? (users[0] as number);

/** What people refer to, by its place in the lists. */
interface Parts {
  readonly users: readonly number[];
  readonly accounts: readonly number[];
  readonly cadences: readonly number[];
}

const partsOf = async (db: Db, teamId: number): Promise<Parts> => ({
  users: await usersOf(db, teamId),
  accounts: await idsOf(db, teamId, 'accounts'),
  cadences: await idsOf(db, teamId, 'cadences'),
});

/** One who is there already, from before a crash, stays as he is. */
async function addPerson(command: Command, { users, accounts, cadences }: Parts, n: number): Promise<void> {
  const { first, last, title, seniority, address, phone, company, at } = prospect(n);
  const { teamId } = command.principal;
  const known = await command.tx
    .selectFrom('people')
    .select('id')
    .where('team_id', '=', teamId)
    .where('email_address', '=', address)
    .executeTakeFirst();
  if (known) return;
  const owner_id = ownerOf(users, n);
  const refuses = n % 97 === 96;
  const person_id = await createPerson(command, {
    first_name: first,
    last_name: last,
    title,
    job_seniority: seniority,
    email_address: address,
    phone,
    owner_id,
    account_id: accounts[at],
    city: company.city,
    country: company.country,
    locale: company.zone,
    tags: n % 11 === 0 ? ['referral'] : n % 6 === 0 ? ['webinar'] : [],
    do_not_contact: refuses,
  });
  const cadence = cadenceOf(n);
  const cadence_id = cadence === undefined ? undefined : cadences[cadence];
  if (cadence_id !== undefined && !refuses)
    await addToCadence(command, { person_id, cadence_id, user_id: owner_id });
}

/** Which cadence a person comes onto, by its share; undefined: none. */
function cadenceOf(n: number): number | undefined {
  let left = seededRandom('demo', n, 'cadence') * 100;
  const found = cadenceFiles.findIndex(({ share }) => (left -= share) < 0);
  return found === -1 ? undefined : found;
}
