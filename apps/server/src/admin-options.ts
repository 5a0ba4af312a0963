import type { Config } from './config.js';
import type { Database, Db } from './db/connect.js';
import { ADMIN_ROLE } from './domain/identity/index.js';
import { addressKey } from './kernel/address.js';
import { BootError } from './kernel/boot-error.js';
import type { Clock } from './kernel/clock.js';

/** What a command works with. */
export interface AdminDeps {
  database: Database;
  config: Config;
  clock: Clock;
  print: (json: unknown) => void;
  /** The first line of standard input. */
  readPassword?: () => Promise<string>;
  /** One line for the operator that is no result. */
  warn?: (line: string) => void;
}

/** @throws BootError when the option was not given */
export function required(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new BootError(`${option} is missing.`);
  return value;
}

/** The team an option names, else the first. @throws BootError when there is none */
export async function teamOf(db: Db, named: string | undefined): Promise<number> {
  const id = teamId(named);
  const teams = db.selectFrom('teams').select('id').orderBy('id').limit(1);
  const team = await (id === undefined ? teams : teams.where('id', '=', id)).executeTakeFirst();
  if (!team)
    throw new BootError(
      id === undefined
        ? 'There is no team yet: start the server once, it creates the first.'
        : `There is no team ${id}.`,
    );
  return team.id;
}

/** The active user with this address, or the first admin; of a team when one is named. @throws BootError */
export async function findOwner(
  db: Db,
  email: string | undefined,
  team: string | undefined,
): Promise<{ id: number; team_id: number }> {
  const id = teamId(team);
  const active = db
    .selectFrom('users')
    .select(['id', 'team_id'])
    .where('active', '=', true)
    .orderBy('id')
    .limit(1);
  const users = id === undefined ? active : active.where('team_id', '=', id);
  const found = await (email === undefined
    ? users.where('role_id', '=', ADMIN_ROLE)
    : users.where((eb) => eb(eb.fn('address_key', ['email']), '=', addressKey(email)))
  ).executeTakeFirst();
  if (found) return found;
  const where = id === undefined ? '' : ` in team ${id}`;
  throw new BootError(
    email === undefined
      ? `There is no admin${where} yet: start the server once, or name a user with --user.`
      : `There is no active user ${email}${where}.`,
  );
}

function teamId(named: string | undefined): number | undefined {
  if (named === undefined) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(named)) throw new BootError('--team is the id of a team.');
  return Number(named);
}
