import {
  type AdminCommand,
  adminCommand,
  adminOptionNames,
  adminOptions,
  saidOfOptions,
} from './command-options.js';
import { secretKeys } from './config.js';
import { write, writeAcrossTeams } from './db/write.js';
import {
  ALL_SCOPES,
  createApiKey,
  createOAuthApp,
  createTeam,
  createUser,
  ensureOwnApp,
  hashForNew,
} from './domain/identity/index.js';
import { RESEALS } from './sealed-parts.js';
import { makeDefaultSandbox } from './domain/sandbox/index.js';
import { recountTeam, setReader } from './domain/reports/index.js';
import { type AdminDeps, findOwner, required, teamOf } from './admin-options.js';
import { teamCreate, userCreate, userReset, userTwoFactor, userUpdate } from './admin-users.js';
import { demoCreate, demoRemove, demoStatus } from './demo/commands.js';
import { withLinkKeys } from './link-keys.js';
import { BootError } from './kernel/boot-error.js';
import { randomToken } from './kernel/crypto.js';
import { AppError } from './kernel/errors.js';
import { createSealer, SealError } from './kernel/sealed.js';

/** Where the getting-started example listens (docs/wire.md section 10). */
const EXAMPLE_REDIRECT = 'https://localhost:8443/auth/salesloft/callback';

export interface FirstRun {
  /** null unless this call created the admin; the password is null when it is ADMIN_PASSWORD. */
  admin: { teamId: number; email: string; password: string | null } | null;
  app: { client_id: string; client_secret: string } | null;
  apiKey: string | null;
}

/**
 * `admin user create`, `admin app create`, `admin key create`: one object through `print`, nothing else. They work
 * while the server runs and while it does not. @throws BootError with one clear line for any wrong use.
 */
export async function runAdmin(args: string[], deps: AdminDeps): Promise<void> {
  const { command, rest } = adminCommand(args);
  try {
    return deps.print(await COMMANDS[command](rest, deps));
  } catch (error) {
    if (error instanceof AppError) throw new BootError(`${saidOfOptions(error, adminOptionNames(command))}.`);
    throw error;
  }
}

/** Seals every secret of mailboxes, webhooks and logins under SECRET_KEY; afterwards SECRET_KEY_PREVIOUS is not needed for them any more. */
async function rotateKeys(
  args: string[],
  { database, config, clock }: AdminDeps,
): Promise<{ resealed: number; total: number }> {
  adminOptions('rotate-keys', args);
  // The keys of links in e-mails stay the same: only what they are sealed with changes.
  await withLinkKeys(config, database.kysely, clock.now());
  const sealer = createSealer('mailboxes', secretKeys(config));
  try {
    return await writeAcrossTeams(database.kysely, async (tx) => {
      const sum = { resealed: 0, total: 0 };
      for (const reseal of RESEALS) {
        const { resealed, total } = await reseal(tx, sealer);
        sum.resealed += resealed;
        sum.total += total;
      }
      return sum;
    });
  } catch (error) {
    if (error instanceof SealError)
      throw new BootError(`Nothing was changed: a mailbox secret cannot be read, ${error.message}.`);
    throw error;
  }
}

async function appCreate(args: string[], { database, clock }: AdminDeps) {
  const values = adminOptions('app create', args);
  const name = required(values.name, '--name');
  if (values.confidential && values.public)
    throw new BootError('An app is either --confidential or --public.');
  const owner = await findOwner(database.kysely, values.user, values.team);
  const app = await write(database.kysely, owner.team_id, (tx) =>
    createOAuthApp(
      tx,
      owner.team_id,
      {
        userId: owner.id,
        name,
        redirectUris: values['redirect-uri'] ?? [],
        confidential: values.public !== true,
        grants: words(values.grants),
        scopes: words(values.scopes),
      },
      clock.now(),
    ),
  );
  return { id: app.id, client_id: app.clientId, client_secret: app.clientSecret };
}

async function keyCreate(
  args: string[],
  { database, clock }: AdminDeps,
): Promise<{ id: number; key: string }> {
  const values = adminOptions('key create', args);
  const owner = await findOwner(database.kysely, required(values.user, '--user'), values.team);
  return write(database.kysely, owner.team_id, (tx) =>
    createApiKey(
      tx,
      owner.team_id,
      {
        userId: owner.id,
        name: values.name ?? 'Command line',
        scopes: words(values.scopes) ?? ['system:all'],
      },
      clock.now(),
    ),
  );
}

/** Counts figures anew from the records, beside running servers: what was wrong is put right and told of. */
async function reportsRecount(args: string[], { database }: AdminDeps): Promise<object> {
  const { team } = adminOptions('reports recount', args);
  const teams = await database.kysely.selectFrom('teams').select('id').orderBy('id').execute();
  const ids = team === undefined ? teams.map(({ id }) => id) : [await teamOf(database.kysely, team)];
  const sum = { teams: ids.length, people: 0, corrected: 0 };
  for (const id of ids) {
    const { people, corrected } = await recountTeam(database, id);
    sum.people += people;
    sum.corrected += corrected;
  }
  return sum;
}

/** Lets a role of the database read the views of a team, or takes that back. */
async function reportsReader(args: string[], { database, clock }: AdminDeps): Promise<object> {
  const { team, role, revoke } = adminOptions('reports reader', args);
  const name = required(role, '--role');
  const id = await teamOf(database.kysely, team);
  const teams = await setReader(database, id, name, { reads: revoke !== true, now: clock.now() });
  return { role: name, teams };
}

const COMMANDS: Readonly<Record<AdminCommand, (args: string[], deps: AdminDeps) => Promise<object>>> = {
  'team create': teamCreate,
  'user create': userCreate,
  'user update': userUpdate,
  'user reset': userReset,
  'user two-factor': userTwoFactor,
  'app create': appCreate,
  'key create': keyCreate,
  'rotate-keys': rotateKeys,
  'demo create': demoCreate,
  'demo status': demoStatus,
  'demo remove': demoRemove,
  'reports recount': reportsRecount,
  'reports reader': reportsReader,
};

/** The first team. */
const TEAM = 'Cadenza';
const NOT_FIRST: FirstRun = { admin: null, app: null, apiKey: null };

/** On an empty database: the team, its admin, a ready-made OAuth app for the example and an API key. Otherwise nothing. */
export async function ensureFirstRun(deps: Omit<AdminDeps, 'print'>): Promise<FirstRun> {
  const { database, config, clock } = deps;
  const now = clock.now();
  if (await database.kysely.selectFrom('teams').select('id').limit(1).executeTakeFirst()) return NOT_FIRST;
  const password = config.adminPassword ?? randomToken(12);
  const who = { email: config.adminEmail, firstName: 'Cadenza', lastName: 'Admin' };
  const passwordHash = await hashForNew(password, who, TEAM).catch((error: unknown) => {
    if (error instanceof AppError && error.fields?.['password'])
      throw new BootError(`ADMIN_PASSWORD ${error.fields['password'].join(', ')}.`);
    throw error;
  });
  return writeAcrossTeams(database.kysely, async (tx) => {
    // Two servers may start at once on one empty database.
    await tx
      .selectNoFrom((eb) => eb.fn('pg_advisory_xact_lock', [eb.val(0x6361_6465_6e)]).as('lock'))
      .execute();
    if (await tx.selectFrom('teams').select('id').limit(1).executeTakeFirst()) return NOT_FIRST;
    const team = await createTeam(tx, { name: TEAM }, now);
    // With nothing to send through it is a sandbox, until there is (docs/sandbox.md).
    if (config.smtpUrl === undefined) await makeDefaultSandbox(tx, team.id);
    const zone = config.adminTimeZone ?? 'UTC';
    const admin = await createUser(tx, team.id, { ...who, passwordHash, role: 'admin', timeZone: zone }, now);
    const app = await createOAuthApp(
      tx,
      team.id,
      {
        userId: admin.id,
        name: 'Getting started',
        redirectUris: [EXAMPLE_REDIRECT],
        confidential: true,
        scopes: ALL_SCOPES,
      },
      now,
    );
    const { key } = await createApiKey(
      tx,
      team.id,
      { userId: admin.id, name: 'First key', scopes: ALL_SCOPES },
      now,
    );
    // What the operator chose is told to nobody again.
    const told = config.adminPassword === undefined ? password : null;
    return {
      admin: { teamId: team.id, email: admin.email, password: told },
      app: { client_id: app.clientId, client_secret: app.clientSecret ?? '' },
      apiKey: key,
    };
  });
}

/**
 * The apps that belong to Cadenza itself rather than to a team: "authorize" of the API reference, and the command line
 * program's device flow. Run at every start, for PUBLIC_URL may have changed.
 */
export async function ensureOwnApps({ database, config, clock }: Omit<AdminDeps, 'print'>): Promise<void> {
  const now = clock.now();
  await writeAcrossTeams(database.kysely, async (tx) => {
    await ensureOwnApp(
      tx,
      {
        clientId: 'cadenza-api-reference',
        name: 'Cadenza API reference',
        redirectUris: ownOrigins(config.publicUrl).map((origin) => `${origin}/swagger/oauth2-redirect.html`),
      },
      now,
    );
    await ensureOwnApp(tx, { clientId: 'cadenza-cli', name: 'Cadenza command line', redirectUris: [] }, now);
  });
}

/** PUBLIC_URL; on the own machine also the other name that a person may type for it. */
function ownOrigins(publicUrl: string): string[] {
  const { protocol, hostname, port } = new URL(publicUrl);
  if (hostname !== 'localhost' && hostname !== '127.0.0.1') return [publicUrl];
  const other = hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  return [publicUrl, `${protocol}//${other}${port === '' ? '' : `:${port}`}`];
}

/** `--scopes a,b --scopes "c d"` as a list; undefined when the option was not given. */
function words(values: string[] | undefined): string[] | undefined {
  return values?.flatMap((value) => value.split(/[\s,]+/)).filter((word) => word !== '');
}
