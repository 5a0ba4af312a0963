import { parseTimestamp, shortLine } from '@cadenza/contract';
import { write, writeAcrossTeams } from './db/write.js';
import {
  createPasswordLink,
  createTeam,
  createUser,
  disableTwoFactor,
  hashForNew,
  presentOf,
  teamName,
  twoFactorOf,
} from './domain/identity/index.js';
import { makeChosenSandbox, makeDefaultSandbox } from './domain/sandbox/index.js';
import { type AdminDeps, findOwner, required, teamOf } from './admin-options.js';
import { adminOptions } from './command-options.js';
import { changeSettings } from './domain/team/index.js';
import { append } from './events/outbox.js';
import { BootError } from './kernel/boot-error.js';

const SETTINGS = ['first-name', 'last-name', 'time-zone', 'phone'] as const;

/** `admin team create`: a team with the stages and dispositions a team starts from, and no users yet. */
export async function teamCreate(
  args: string[],
  { database, config, clock }: AdminDeps,
): Promise<{ id: number; name: string }> {
  const values = adminOptions('team create', args);
  const name = shortLine(required(values.name, '--name'), 200);
  if (name === '') throw new BootError('--name is missing.');
  const from = values['sandbox-from'];
  if (from !== undefined) return pastTeam({ database, clock }, name, from);
  return writeAcrossTeams(database.kysely, async (tx) => {
    const { id } = await createTeam(tx, { name }, clock.now());
    // As on the first start: with nothing to send through it is a sandbox, until there is.
    if (config.smtpUrl === undefined) await makeDefaultSandbox(tx, id);
    return { id, name };
  });
}

/** The longest time a sandbox begins before the present, days: as far as one advance goes. */
const MOST_DAYS_BACK = 400;

/**
 * A sandbox whose clock stands in the past before its first row: what is put into it then, and what happens on the way to the
 * present (`sandbox advance`), has the moments it would have had. @throws BootError
 */
async function pastTeam(
  { database, clock }: Pick<AdminDeps, 'database' | 'clock'>,
  name: string,
  from: string,
): Promise<{ id: number; name: string }> {
  const wall = clock.now();
  const parsed = parseTimestamp(from);
  const at = new Date(parsed ?? Number.NaN);
  const back = wall.getTime() - at.getTime();
  if (Number.isNaN(back) || back < 0 || back > MOST_DAYS_BACK * 86_400_000)
    throw new BootError(
      `--sandbox-from is a moment of the last ${MOST_DAYS_BACK} days, such as ${new Date(wall.getTime() - 42 * 86_400_000).toISOString()}.`,
    );
  return writeAcrossTeams(database.kysely, async (tx) => {
    const { id } = await createTeam(tx, { name, offsetMs: -back }, at);
    await makeChosenSandbox(tx, id, at);
    return { id, name };
  });
}

/**
 * `admin user create`: with a password, or without one and with a link to set it. A password in the arguments is read
 * by whoever lists processes, and npx keeps it in a log: it works, with a warning.
 */
export async function userCreate(args: string[], deps: AdminDeps): Promise<object> {
  const { database, config, clock } = deps;
  const values = adminOptions('user create', args);
  const email = required(values.email, '--email');
  const role = values.role ?? 'user';
  if (role !== 'admin' && role !== 'user') throw new BootError('--role is admin or user.');
  const password = await passwordOf(values, deps);
  const teamId = await teamOf(database.kysely, values.team);
  const now = clock.now();
  const names = { firstName: values['first-name'] ?? null, lastName: values['last-name'] ?? null };
  const hashed =
    password === undefined
      ? {}
      : {
          passwordHash: await hashForNew(
            password,
            { email, ...names },
            await teamName(database.kysely, teamId),
          ),
        };
  return write(database.kysely, teamId, async (tx) => {
    const user = await createUser(
      tx,
      teamId,
      {
        email,
        role,
        ...hashed,
        ...names,
        phone: values.phone ?? null,
        ...(values['time-zone'] === undefined ? {} : { timeZone: values['time-zone'] }),
      },
      now,
    );
    const made = { id: user.id, email: user.email };
    if (password !== undefined) return made;
    const link = await createPasswordLink(tx, { teamId, userId: user.id }, config.publicUrl, now);
    return { ...made, url: link.url, expires_at: link.expiresAt.toISOString() };
  });
}

const lineOf = (given: string | undefined) => (given === undefined ? undefined : shortLine(given, 255));

/** `admin user update`: sets what is given of a user's zone, name and phone; empty text clears a name or the phone. */
export async function userUpdate(
  args: string[],
  { database, clock }: AdminDeps,
): Promise<{ id: number; time_zone: string; name: string | null; phone: string | null }> {
  const values = adminOptions('user update', args);
  const email = required(values.email, '--email');
  if (SETTINGS.every((name) => values[name] === undefined))
    throw new BootError('Nothing to change: give --time-zone, --first-name, --last-name or --phone.');
  const user = await findOwner(database.kysely, email, values.team);
  return write(database.kysely, user.team_id, async (tx) => {
    const now = await presentOf(tx, user.team_id, clock.now());
    const settings = {
      time_zone: values['time-zone'],
      first_name: lineOf(values['first-name']),
      last_name: lineOf(values['last-name']),
      phone: lineOf(values.phone),
    };
    await changeSettings(tx, user.team_id, user.id, settings, now);
    await append({ tx, teamId: user.team_id, now }, 'user_updated', user.id);
    return tx
      .selectFrom('users')
      .select(['id', 'time_zone', 'name', 'phone'])
      .where('team_id', '=', user.team_id)
      .where('id', '=', user.id)
      .executeTakeFirstOrThrow();
  });
}

/** `admin user reset`: a link that sets a new password, good once and for a day, for the operator to hand over. */
export async function userReset(
  args: string[],
  { database, config, clock }: AdminDeps,
): Promise<{ email: string; url: string; expires_at: string }> {
  const values = adminOptions('user reset', args);
  const user = await findOwner(database.kysely, required(values.email, '--email'), values.team);
  const link = await write(database.kysely, user.team_id, (tx) =>
    createPasswordLink(tx, { teamId: user.team_id, userId: user.id }, config.publicUrl, clock.now()),
  );
  return { email: link.email, url: link.url, expires_at: link.expiresAt.toISOString() };
}

/** `admin user two-factor`: whether a user signs in by two steps; with --off the password alone is enough again. */
export async function userTwoFactor(
  args: string[],
  { database, clock }: AdminDeps,
): Promise<{ id: number; enabled_at: string | null }> {
  const values = adminOptions('user two-factor', args);
  const { id, team_id: teamId } = await findOwner(
    database.kysely,
    required(values.email, '--email'),
    values.team,
  );
  const who = { teamId, userId: id };
  if (values.off === true)
    await write(database.kysely, teamId, async (tx) =>
      disableTwoFactor({ tx, now: await presentOf(tx, teamId, clock.now()) }, who),
    );
  const { enabledAt } = await twoFactorOf(database.kysely, who);
  return { id, enabled_at: enabledAt?.toISOString() ?? null };
}

async function passwordOf(
  values: { password?: string | undefined; 'password-stdin'?: boolean | undefined },
  deps: AdminDeps,
): Promise<string | undefined> {
  if (values['password-stdin'] === true) {
    if (values.password !== undefined)
      throw new BootError('Either --password or --password-stdin, not both.');
    return required(await deps.readPassword?.(), 'The password on standard input');
  }
  if (values.password === undefined) return undefined;
  deps.warn?.(
    'Warning: other users of this machine can read --password, and npx writes it to a log. Use --password-stdin, or neither to get a link.',
  );
  return required(values.password, '--password');
}
