import { parseArgs } from 'node:util';
import { pino } from 'pino';
import type { Config } from './config.js';
import type { Database, Db } from './db/connect.js';
import { write } from './db/write.js';
import {
  cancelAdvance,
  changeSandbox,
  isAdvancing,
  nextDueAt,
  readSandboxTeam,
  resetClock,
  type SandboxAdvance,
  type SandboxReport,
  type SandboxTouch,
} from './domain/sandbox/index.js';
import { saidOfOptions, told } from './command-options.js';
import { BootError } from './kernel/boot-error.js';
import { type Clock, teamNow } from './kernel/clock.js';
import { AppError } from './kernel/errors.js';
import { serverPrincipal } from './server-principal.js';
import { withLinkKeys } from './link-keys.js';
import { buildSandboxTools } from './sandbox-parts.js';

export const SANDBOX_USAGE =
  'Usage: sandbox advance 30d|--until MOMENT | sandbox status | sandbox settings [--seed ... --reply-rate 0.2 ...] | sandbox on | sandbox off | sandbox cancel | sandbox reset-clock [--team ID] [--json] (see docs/sandbox.md).';

export interface SandboxDeps {
  database: Database;
  config: Config;
  clock: Clock;
  /** Standard output. */
  print: (line: string) => void;
  /** Standard error: progress. */
  progress: (line: string) => void;
  /** Ends an advance after what it is doing. */
  stop?: AbortSignal;
}

const STRING = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
const OPTIONS = {
  team: STRING,
  json: FLAG,
  until: STRING,
  seed: STRING,
  'reply-rate': STRING,
  'auto-reply-rate': STRING,
  'bounce-rate': STRING,
  'open-rate': STRING,
  'click-rate': STRING,
  'opt-out-rate': STRING,
  'complete-manual-steps': STRING,
} as const;
const RATES = ['reply', 'auto-reply', 'bounce', 'open', 'click', 'opt-out'] as const;

type Values = ReturnType<typeof parse>['values'];
const parse = (args: string[]) =>
  told('sandbox', OPTIONS, () => parseArgs({ args, options: OPTIONS, allowPositionals: true }));

/** `sandbox ...`: works while the server runs and while it does not. @throws BootError with one clear line */
export async function runSandbox(args: string[], deps: SandboxDeps): Promise<void> {
  try {
    const { values, positionals } = parse(args);
    const [verb, ...rest] = positionals;
    const teamId = await teamOf(deps.database.kysely, values.team);
    if (rest.length > (verb === 'advance' ? 1 : 0)) throw new BootError(SANDBOX_USAGE);
    await act(verb, rest[0], teamId, values, deps);
  } catch (error) {
    if (error instanceof AppError) throw new BootError(`${saidOfOptions(error, Object.keys(OPTIONS))}.`);
    if (error instanceof TypeError && (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS'))
      throw new BootError(`${error.message.split('. ')[0]}.`);
    throw error;
  }
}

async function act(
  verb: string | undefined,
  by: string | undefined,
  teamId: number,
  values: Values,
  deps: SandboxDeps,
): Promise<void> {
  const change = async (work: Parameters<typeof commanded>[2]) => {
    await commanded(deps, teamId, work);
    return show(deps, teamId, values);
  };
  switch (verb) {
    case 'advance':
      return advance(deps, teamId, { by, until: values.until }, values.json === true);
    case 'status':
      return show(deps, teamId, values);
    case 'settings':
      return change((command) => changeSandbox(command, settingsOf(values)));
    case 'on':
      return change((command) => changeSandbox(command, { enabled: true }));
    case 'off':
      return change((command) => changeSandbox(command, { enabled: false }));
    case 'cancel':
      return change(cancelAdvance);
    case 'reset-clock':
      return change(resetClock);
    default:
      throw new BootError(SANDBOX_USAGE);
  }
}

async function advance(
  deps: SandboxDeps,
  teamId: number,
  wanted: { by: string | undefined; until: string | undefined },
  json: boolean,
): Promise<void> {
  // Events that nobody asked for would mix with what is printed.
  const log = pino({ level: 'silent' });
  const config = await withLinkKeys(deps.config, deps.database.kysely, deps.clock.now());
  const report = await buildSandboxTools({ ...deps, config, log }).advance(teamId, {
    ...wanted,
    ...(deps.stop ? { stop: deps.stop } : {}),
    onProgress: (at) => deps.progress(progressLine(at)),
  });
  if (json) return deps.print(JSON.stringify(report));
  for (const touch of report.touches) deps.print(touchLine(touch));
  if (report.more) deps.print('... and more');
  deps.print(summaryLine(report));
}

async function show({ database, clock, print }: SandboxDeps, teamId: number, values: Values): Promise<void> {
  const db = database.kysely;
  const team = await readSandboxTeam(db, teamId);
  const state = {
    team_id: teamId,
    enabled: team.enabled,
    now: teamNow(clock.now(), team.clockOffsetMs),
    clock_offset_ms: team.clockOffsetMs,
    next_due_at: await nextDueAt(db, teamId),
    advancing: await isAdvancing(db, teamId),
    settings: team.settings,
  };
  if (values.json) return print(JSON.stringify(state));
  print(`Team ${teamId} is ${team.enabled ? 'a sandbox' : 'no sandbox: its mail and its clock are real'}.`);
  print(`Its present: ${state.now.toISOString()}${state.advancing ? ' (being moved)' : ''}`);
  print(`Next due:    ${state.next_due_at?.toISOString() ?? 'nothing is planned'}`);
  for (const [name, value] of Object.entries(team.settings)) print(`  ${name} ${value}`);
}

async function commanded(
  { database, clock }: SandboxDeps,
  teamId: number,
  work: Parameters<typeof cancelAdvance>[0] extends infer C ? (command: C) => Promise<void> : never,
): Promise<void> {
  const { clockOffsetMs } = await readSandboxTeam(database.kysely, teamId);
  const principal = await serverPrincipal(database.kysely, teamId, clockOffsetMs);
  const now = teamNow(clock.now(), clockOffsetMs);
  await write(database.kysely, teamId, (tx) => work({ tx, principal, now }));
}

/** The team named, or the first one. @throws BootError */
async function teamOf(db: Db, wanted: string | undefined): Promise<number> {
  if (wanted !== undefined && !/^[1-9]\d{0,14}$/.test(wanted))
    throw new BootError('--team is the id of a team.');
  const team = await db
    .selectFrom('teams')
    .select('id')
    .$if(wanted !== undefined, (query) => query.where('id', '=', Number(wanted)))
    .orderBy('id')
    .executeTakeFirst();
  if (!team)
    throw new BootError(
      wanted === undefined
        ? 'There is no team yet: start the server once, it creates the first.'
        : `There is no team ${wanted}.`,
    );
  return team.id;
}

function settingsOf(values: Values) {
  const rates = RATES.flatMap((name) => {
    const given = values[`${name}-rate`];
    if (given === undefined) return [];
    const rate = Number(given);
    if (given.trim() === '' || !(rate >= 0 && rate <= 1))
      throw new BootError(`--${name}-rate is a share from 0 to 1.`);
    return [[`${name.replace('-', '_')}_rate`, rate] as const];
  });
  const manual = values['complete-manual-steps'];
  if (manual !== undefined && !['true', 'false'].includes(manual))
    throw new BootError('--complete-manual-steps is true or false.');
  if (values.seed !== undefined && (values.seed === '' || values.seed.length > 100))
    throw new BootError('--seed is a word of at most 100 characters.');
  return {
    ...(values.seed === undefined ? {} : { seed: values.seed }),
    ...Object.fromEntries(rates),
    ...(manual === undefined ? {} : { complete_manual_steps: manual === 'true' }),
  };
}

function progressLine({ now, moments, counts }: SandboxAdvance): string {
  return `${now.toISOString()}  ${moments} moments, ${counts.emails_sent} e-mails sent, ${counts.replies} replies, ${counts.bounces} bounces`;
}

function touchLine({ at, kind, to, subject, reason }: SandboxTouch): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')}  ${kind.padEnd(15)}  ${to ?? ''}  ${subject ?? ''}  | ${reason}`;
}

function summaryLine({ state, from, now, counts, moments }: SandboxReport): string {
  const happened = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count}`);
  return `${state}: ${from.toISOString()} to ${now.toISOString()}, ${moments} moments; ${happened.join(', ') || 'nothing happened'}`;
}
