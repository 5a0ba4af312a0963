import { say } from '../said.js';
import type { Body, Contract } from '@cadenza/contract';
import type { Insertable } from 'kysely';
import { MAILBOX_COLUMNS } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { violates } from '../../db/pg-errors.js';
import type { MailboxesTable } from '../../db/schema.js';
import { releaseWaiting } from '../activities/email-rows.js';
import { append } from '../../events/outbox.js';
import { addressKey, sendableAddress } from '../../kernel/address.js';
import { forbidden, invalid, notFound } from '../../kernel/errors.js';
import type { Sealer } from '../../kernel/sealed.js';
import { replanMailbox } from '../memberships/index.js';
import { leaveDefaultSandbox, refuseDemo } from '../sandbox/index.js';
import type { Command, SealingCommand } from '../command.js';
import { namedUser, softDelete, mapUniqueViolation } from '../records.js';
import { PRESETS } from './presets.js';
import type { Mailbox } from './queries.js';
import { checkDkimPem, sealDkimKey, sealSecret, type Tokens } from './secrets.js';
import { mailboxesView } from './view.js';
import { seesOfUser } from '../visibility.js';

type Spec = Contract['resources']['mailboxes'];
type Settings = Body<Spec['update']>;

/** What the planner looks at: changing it gives everybody who waits for the mailbox a new place. */
const PLANNED_BY = [
  'paused',
  'daily_limit',
  'hourly_limit',
  'spacing_seconds',
  'spacing_jitter_seconds',
  'ramp_started_on',
  'ramp_start',
  'ramp_step',
  'rotation_weight',
] as const satisfies readonly (keyof Settings)[];
const TAKEN = (error: unknown) => violates(error, 'mailboxes_address');

/** Connects an account for the caller, or as an admin for a colleague. @returns its id. @throws AppError invalid, forbidden */
export async function createMailbox(command: SealingCommand, body: Body<Spec['create']>): Promise<number> {
  const { tx, principal, now } = command;
  const owner = (await namedUser(command, { user_id: body.user_id })) ?? principal.userId;
  if (owner !== principal.userId && !principal.admin)
    throw forbidden('Only team admins may connect mailboxes for other users');
  await mayNameServers(command);
  const preset = body.preset == null ? undefined : PRESETS.find((each) => each.id === body.preset);
  if (body.preset != null && !preset)
    throw invalid('preset', `must be one of ${PRESETS.map(({ id }) => id).join(', ')}`);
  const servers = { ...preset, ...given(body) };
  if (servers.smtp_host == null) throw invalid('smtp_host', 'is required');
  if (body.password == null) throw invalid('password', 'is required');
  const columns = { ...columnsOf(body, now), ...usualServers(servers) };
  const row = {
    ...columns,
    kind: 'smtp',
    user_id: owner,
    email_address: addressIn('email_address', body.email_address),
  };
  const id = await insert(command, row);
  await storeSecrets(tx, command.sealer, principal.teamId, id, body);
  return id;
}

/** Whether the team lets the caller name servers, and what signs in to them. @throws AppError forbidden */
export async function mayNameServers({ tx, principal }: Command): Promise<void> {
  if (principal.admin) return;
  const team = await tx
    .selectFrom('teams')
    .select('only_admins_connect_servers')
    .where('id', '=', principal.teamId)
    .executeTakeFirst();
  if (team?.only_admins_connect_servers)
    throw forbidden(
      'Only team admins connect mailboxes by servers and passwords (only_admins_connect_servers): connect it through its provider, or ask an admin',
    );
}

async function insert(
  { tx, principal, now }: Command,
  row: Omit<Insertable<MailboxesTable>, 'team_id' | 'created_at' | 'updated_at'>,
): Promise<number> {
  await refuseDemo(tx, principal.teamId, 'no mailbox can be connected to it');
  const values = { ...row, team_id: principal.teamId, created_at: now, updated_at: now };
  const { id } = await mapUniqueViolation(
    tx.insertInto('mailboxes').values(values).returning('id').executeTakeFirstOrThrow(),
    TAKEN,
    'email_address',
    'is connected already',
  );
  // One that is paused is being set up: a team stays a sandbox until something could leave.
  if (row.paused_at == null) await leaveDefaultSandbox(tx, principal.teamId);
  await replanMailbox({ tx, principal, now }, id, 'mailbox_connected');
  await append({ tx, principal, now }, 'mailbox_created', id);
  return id;
}

/** Changes settings; null clears. What was waiting for a mailbox that was paused or failing is looked at again. */
export async function updateMailbox(command: SealingCommand, id: number, body: Settings): Promise<void> {
  const { tx, principal, now } = command;
  const mailbox = await lockOwn(command, id);
  const moved = moves(mailbox, body);
  // A password instead of a provider's consent is one of them; a new one for the same servers is the rep's own affair.
  if (moved || (body.password != null && mailbox.kind !== 'smtp')) await mayNameServers(command);
  if (moved) checkServers(mailbox, body);
  const columns = columnsOf(body, now, mailbox);
  const reconnects = CONNECTION.some((field) => body[field] !== undefined);
  await tx
    .updateTable('mailboxes')
    .set((eb) => ({
      ...columns,
      updated_at: now,
      ...(reconnects
        ? {
            connection_version: eb('connection_version', '+', 1),
            health: 'unknown',
            health_reason: null,
            health_explained: null,
            failures: 0,
            retry_at: null,
            health_changed_at: now,
          }
        : {}),
    }))
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
  await storeSecrets(tx, command.sealer, principal.teamId, id, body);
  const resumed = mailbox.paused_at !== null && body.paused === false;
  if (resumed) await leaveDefaultSandbox(tx, principal.teamId);
  if (reconnects || resumed) await release({ tx, principal, now }, id, resumed ? 'resumed' : 'set_up');
  if (reconnects || PLANNED_BY.some((field) => body[field] !== undefined))
    await replanMailbox({ tx, principal, now }, id, 'mailbox_settings');
  await append({ tx, principal, now }, 'mailbox_updated', id);
}

/** Disconnects: its secrets are forgotten at once, what is queued for it is cancelled when its turn comes. */
export async function deleteMailbox(command: Command, id: number): Promise<void> {
  const { tx, principal, now } = command;
  await lockOwn(command, id, true);
  if (!(await softDelete(command, 'mailboxes', id, { type: 'mailbox_deleted', view: mailboxesView }))) return;
  await tx
    .updateTable('mailboxes')
    .set({ credentials: null, dkim_key: null, watch_lease_until: null })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
  await release({ tx, principal, now }, id, 'removed');
  await replanMailbox({ tx, principal, now }, id, 'mailbox_removed');
}

/** What waited for the mailbox itself waits no longer. */
async function release(
  { tx, principal, now }: Command,
  id: number,
  what: 'resumed' | 'set_up' | 'removed' | 'connected',
): Promise<void> {
  await releaseWaiting(
    tx,
    { teamId: principal.teamId, mailboxId: id },
    now,
    say('mailbox_released', { what }),
  );
}

/** Connects, or connects anew, a mailbox by the tokens its provider gave. @returns its id */
export async function connectByOAuth(
  command: SealingCommand,
  grant: { provider: 'google' | 'microsoft'; emailAddress: string; name: string | undefined; tokens: Tokens },
): Promise<number> {
  const { tx, principal, now } = command;
  const address = addressIn('email_address', grant.emailAddress);
  const found = await tx
    .selectFrom('mailboxes')
    .select(MAILBOX_COLUMNS)
    .where('team_id', '=', principal.teamId)
    .where((eb) => eb(eb.fn('address_key', ['email_address']), '=', address))
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (found && found.user_id !== principal.userId && !principal.admin)
    throw invalid('email_address', 'is connected already by a colleague');
  const servers = PRESETS.find(({ oauth }) => oauth === grant.provider);
  if (!servers) throw new Error(`no preset for ${grant.provider}`);
  const { smtp_host, smtp_port, smtp_security, imap_host, imap_port, imap_security } = servers;
  const columns = {
    kind: grant.provider,
    username: address,
    // An operator's own gateway or a test may have been set before: connecting anew keeps it.
    ...(found?.smtp_host != null && found.kind === grant.provider
      ? {}
      : { smtp_host, smtp_port, smtp_security, imap_host, imap_port, imap_security }),
  };
  const id = found
    ? found.id
    : await insert(command, {
        ...columns,
        email_address: address,
        from_name: grant.name ?? null,
        user_id: principal.userId,
      });
  await tx
    .updateTable('mailboxes')
    .set((eb) => ({
      ...columns,
      credentials: sealSecret(command.sealer, [principal.teamId, id], {
        kind: 'oauth',
        provider: grant.provider,
        tokens: grant.tokens,
      }),
      connection_version: eb('connection_version', '+', 1),
      health: 'unknown',
      health_reason: null,
      health_explained: null,
      failures: 0,
      retry_at: null,
      updated_at: now,
    }))
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .execute();
  await release({ tx, principal, now }, id, 'connected');
  if (found) await replanMailbox(command, id, 'mailbox_settings');
  await append(command, 'mailbox_updated', id);
  return id;
}

const SERVERS = [
  'smtp_host',
  'smtp_port',
  'smtp_security',
  'imap_host',
  'imap_port',
  'imap_security',
] as const;

const CONNECTION = [
  ...SERVERS,
  'username',
  'password',
  'dkim_domain',
  'dkim_selector',
  'dkim_private_key',
] as const;

/**
 * A stored password goes to the server it was given for, and to no other: who may change a mailbox's settings must not
 * get its password that way. @throws AppError invalid
 */
export function checkServers(mailbox: Mailbox, body: Settings): void {
  if (body.password != null) return;
  if (mailbox.kind !== 'smtp')
    throw invalid('smtp_host', 'of a mailbox connected through its provider cannot be changed');
  throw invalid('password', 'is required again when the servers or the user name change');
}

/** It would sign in elsewhere, or as somebody else. */
export function moves(mailbox: Mailbox, body: Settings): boolean {
  return (
    [
      'smtp_host',
      'imap_host',
      'smtp_port',
      'imap_port',
      'smtp_security',
      'imap_security',
      'username',
    ] as const
  ).some((field) => body[field] !== undefined && body[field] !== mailbox[field]);
}

function columnsOf(body: Settings, now: Date, mailbox?: Mailbox) {
  const { password: _, dkim_private_key: __, paused, ...rest } = body;
  const set = Object.fromEntries(
    Object.entries(rest).filter(([field, value]) => value !== undefined && field in COLUMNS),
  );
  const cleared = Object.fromEntries(Object.entries(NEVER_NULL).filter(([field]) => set[field] === null));
  const merged = { ...mailbox, ...set, ...cleared };
  if ((merged.ramp_started_on == null) !== (merged.ramp_start == null))
    throw invalid('ramp_start', 'and ramp_started_on belong together');
  return {
    ...(set as Partial<Insertable<MailboxesTable>>),
    ...cleared,
    ...(SERVERS.some((field) => field in set) ? usualServers(merged) : {}),
    ...(body.aliases == null ? {} : { aliases: body.aliases.map((alias) => addressIn('aliases', alias)) }),
    ...(body.dkim_domain == null ? {} : { dkim_domain: body.dkim_domain.toLowerCase() }),
    ...(paused == null ? {} : { paused_at: paused ? (mailbox?.paused_at ?? now) : null }),
  };
}

type Servers = Pick<Insertable<MailboxesTable>, (typeof SERVERS)[number]>;

/** A host has a port and a security, the usual ones where none is said; without one there are none. */
export function usualServers(said: Partial<Servers>): Servers {
  const { smtp_host, smtp_port, smtp_security, imap_host, imap_port, imap_security } = said;
  const smtp = {
    smtp_port: smtp_port ?? 465,
    smtp_security: smtp_security ?? (smtp_port === 587 ? 'starttls' : 'tls'),
  };
  const imap = { imap_port: imap_port ?? 993, imap_security: imap_security ?? 'tls' };
  return {
    smtp_host: smtp_host ?? null,
    ...(smtp_host == null ? { smtp_port: null, smtp_security: null } : smtp),
    imap_host: imap_host ?? null,
    ...(imap_host == null ? { imap_port: null, imap_security: null } : imap),
  };
}

const COLUMNS: Readonly<Record<string, true>> = Object.fromEntries(
  'from_name aliases signature username smtp_host smtp_port smtp_security imap_host imap_port imap_security daily_limit hourly_limit spacing_seconds spacing_jitter_seconds ramp_started_on ramp_start ramp_step rotation_weight dkim_domain dkim_selector tracking_domain receives folders'
    .split(' ')
    .map((name) => [name, true]),
);
/** What null puts back to its default. */
const NEVER_NULL = {
  aliases: [] as string[],
  spacing_seconds: 0,
  spacing_jitter_seconds: 0,
  rotation_weight: 1,
  receives: true,
};

function addressIn(field: string, text: string): string {
  const value = sendableAddress(text);
  if (value === undefined) throw invalid(field, 'is not a valid email address');
  return addressKey(value);
}

/** The body's fields that say something. */
function given<T extends object>(body: T): Partial<T> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value != null)) as Partial<T>;
}

async function storeSecrets(
  tx: Tx,
  sealer: Sealer,
  teamId: number,
  id: number,
  body: Settings,
): Promise<void> {
  const { password, dkim_private_key: pem } = body;
  if (pem != null) checkDkimPem(pem);
  const set = {
    ...(password == null
      ? {}
      : { credentials: sealSecret(sealer, [teamId, id], { kind: 'password', password }), kind: 'smtp' }),
    ...(pem === undefined ? {} : { dkim_key: pem === null ? null : sealDkimKey(sealer, [teamId, id], pem) }),
  };
  if (Object.keys(set).length === 0) return;
  await tx.updateTable('mailboxes').set(set).where('team_id', '=', teamId).where('id', '=', id).execute();
}

/** The mailbox, locked, if the caller may change it. @throws AppError not_found */
async function lockOwn({ tx, principal }: Command, id: number, evenDeleted = false): Promise<Mailbox> {
  const mailbox = await tx
    .selectFrom('mailboxes')
    .select(MAILBOX_COLUMNS)
    .where('team_id', '=', principal.teamId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!mailbox || (mailbox.deleted_at !== null && !evenDeleted)) throw notFound();
  if (!seesOfUser(principal, mailbox.user_id)) throw notFound();
  return mailbox;
}

/** @throws AppError not_found unless the caller may use the mailbox. */
export async function requireOwnMailbox(command: Command, id: number): Promise<Mailbox> {
  return lockOwn(command, id);
}
