import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { ensureFirstRun, ensureOwnApps } from './admin.js';
import { type Config, linkKeysOf } from './config.js';
import { auditLoop } from './audit-parts.js';
import { bulkLoop } from './bulk-parts.js';
import type { OpenDatabase } from './database.js';
import { exportLoop } from './export-parts.js';
import { createDemo } from './demo/create.js';
import { demoLoop } from './demo/loop.js';
import type { Database } from './db/connect.js';
import { writeAcrossTeams } from './db/write.js';
import { forgetUndo } from './domain/merging/index.js';
import { pruneBulkRows } from './domain/bulk/index.js';
import { forgetExports } from './domain/exports/index.js';
import { forgetRows } from './domain/imports/index.js';
import { readWords } from './domain/search/index.js';
import { countDue } from './domain/reports/index.js';
import { forgetNotices, forgetSignals } from './domain/feed/index.js';
import { forgetCalendarEvents } from './domain/meetings/index.js';
import { fillHistories } from './domain/histories/index.js';
import { fillThreads } from './domain/receiving/index.js';
import { deleteExpired } from './domain/identity/index.js';
import { pruneEvents } from './events/retention.js';
import { deleteExpiredFiles } from './domain/files/index.js';
import { publicUrlWarning, registerServerTransport, wakeByServerFacts } from './domain/mailboxes/index.js';
import { leaveDefaultSandbox } from './domain/sandbox/index.js';
import { accessLoop } from './engine/data-access.js';
import { createEngine, type Engine, type EngineOptions } from './engine/engine.js';
import { createForecasts } from './engine/forecast/forecasts.js';
import { importLoop } from './engine/imports.js';
import { createCarrier } from './engine/long-commands.js';
import { placeByHand } from './engine/planning/place-by-hand.js';
import { createApp } from './http/app.js';
import { createAuthenticator } from './http/auth.js';
import type { AppContext } from './http/context.js';
import { mountFiles } from './http/files.js';
import { mountDocs } from './http/docs.js';
import { mountEventStream } from './http/events/stream.js';
import { handlers } from './http/handlers.js';
import { type LoopHealth, mountHealth } from './http/health.js';
import type { ViewOf } from './http/in-sight.js';
import { mountContract } from './http/mount.js';
import { registerIdentity } from './http/oauth/register.js';
import { mountSandbox } from './http/sandbox.js';
import { mountMailboxOAuth } from './http/mailbox-oauth.js';
import { mountTracking } from './http/tracking.js';
import { mountNoticeSettings } from './http/notice-settings.js';
import { mountReschedule } from './http/reschedule.js';
import { mountUnsubscribe } from './http/unsubscribe.js';
import { mountV1 } from './http/v1.js';
import { choreLoop } from './jobs/chore.js';
import { writeFacts } from './jobs/facts.js';
import { startTurnsAt } from './jobs/rotation.js';
import { createRunner, type Loop } from './jobs/runner.js';
import { BootError } from './kernel/boot-error.js';
import type { FileStore } from './kernel/file-store.js';
import type { Clock } from './kernel/clock.js';
import { deriveKey, sign } from './kernel/crypto.js';
import { seededRandom } from './kernel/seeded-random.js';
import { trackingLinks, trackingTokens } from './kernel/tracking-token.js';
import { unsubscribeTokens } from './kernel/unsubscribe-token.js';
import { within } from './kernel/within.js';
import { withLinkKeys } from './link-keys.js';
import { openFiles } from './file-parts.js';
import { buildMailer, buildMailTools } from './mail-parts.js';
import { buildMailWatch } from './mail-watch.js';
import { advancesLoop, buildSandboxTools } from './sandbox-parts.js';
import { noticeMailLoop } from './notice-mail.js';
import { createSystemMail } from './system-mail.js';
import { buildWebhooks, buildWebhookTools } from './webhook-parts.js';
import { pruneWebhooks } from './webhooks/retention.js';
import { welcomeText } from './welcome.js';

export interface StartOptions {
  config: Config;
  /** Let go at the stop, and when the start fails. */
  open: OpenDatabase;
  clock: Clock;
  log: Logger;
  progress: (line: string) => void;
  /** `api` and `worker` share a database, embedded or not, with others of their kind. Default: all. */
  role?: Role;
  /** Whether `welcome` goes to a terminal, where a person sees it and nothing keeps it. Default: no. */
  terminal?: boolean;
}

export type Role = 'all' | 'api' | 'worker';

/** Longer than the engine waits for mail servers (engine/engine.ts); what hangs longer is left behind. */
const STOP_MS = 8000;

/** Builds every HTTP surface on one Fastify instance. */
export async function buildApp(
  given: AppContext,
  health?: LoopHealth,
): Promise<{ app: FastifyInstance; close(): Promise<void> }> {
  const carrier = createCarrier(given);
  const auth = createAuthenticator(given);
  const context = {
    carryOn: carrier.kick,
    forgetCallers: auth.flush,
    files: openFiles(given.config, given.clock),
    mail: buildMailTools(given.config, given.database, given.log),
    forecasts: createForecasts(given.database),
    takePlace: placeByHand,
    sandbox: buildSandboxTools(given),
    webhooks: buildWebhookTools(given),
    ...given,
  };
  const { app, chargeBudget: spend } = await createApp(context, auth);
  mountHealth(app, context, health);
  const viewOf: ViewOf = (name) => handlers.resources[name].view;
  mountContract(app, context, spend, handlers);
  mountEventStream(app, { context, auth, chargeBudget: spend, viewOf });
  mountV1(app, context, spend);
  mountDocs(app, context);
  await registerIdentity(app, context, auth);
  mountSandbox(app, context, auth);
  mountMailboxOAuth(app, context, auth);
  mountUnsubscribe(app, context);
  mountReschedule(app, context);
  mountNoticeSettings(app, context);
  mountTracking(app, context, auth);
  mountFiles(app, context);
  return {
    app,
    close: async () => {
      await app.close();
      await context.sandbox.stop();
      await auth.close();
      await carrier.stop();
    },
  };
}

/** A server that answers. */
interface Started {
  welcome: string;
  stop(hurry?: AbortSignal): Promise<void>;
  /** Resolves, with a line to print, if the database ends. */
  lost: Promise<string>;
}

/** First run, API, engine on a migrated database: resolves when everything answers. @throws BootError with one line */
export async function start({
  config: given,
  open,
  clock,
  log,
  progress,
  role = 'all',
  terminal = false,
}: StartOptions): Promise<Started> {
  const config = await withLinkKeys(given, open.database.kysely, clock.now()).catch(
    async (error: unknown) => {
      await open.stop();
      throw error;
    },
  );
  const mailer = buildMailer(config, open.database);
  const context: AppContext = {
    config,
    database: open.database,
    clock,
    log,
    sendSystemMail: createSystemMail(config, open.database, mailer, clock),
  };
  /** What uses the database; they end side by side. */
  const parts: Part[] = [];
  const stop = (hurry?: AbortSignal) => stopAll(parts, open, log, hurry);
  startTurnsAt(open.database, seededRandom(randomUUID()));
  try {
    const webhooks = buildWebhooks(context);
    const engine = engineOf(context, mailer, webhooks.swapLinks);
    const works = role === 'api' ? [] : [...engine.loops, ...jobs(context), ...webhooks.loops];
    const runner = createRunner({
      loops: [...works, ...chores(context)],
      clock,
      log,
      restMs: config.tickMs,
    });
    parts.push((hurry) => runner.stop(hurry).finally(webhooks.close));
    // Mail of the server's own goes through its mailer.
    if (role === 'api') parts.push((hurry) => engine.stop(hurry));
    if (role !== 'api') await tellFacts(config, open.database, clock, progress);
    let welcome = 'Cadenza worker is running. Ctrl-C stops it.\n';
    if (role !== 'worker') {
      const first = await furnish({ database: open.database, config, clock });
      const { app, close } = await buildApp(context, {
        lines: () => runner.health(clock.now()),
        engine: role === 'all' ? engine.loops.map(({ name }) => name) : undefined,
      });
      parts.push(close);
      await listen(app, config);
      welcome = welcomeText(config, first, terminal);
    }
    runner.start();
    return { welcome, stop, lost: open.lost };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What is carried out beside the engine. */
function jobs({ config, database, clock, log, sendSystemMail }: AppContext): Loop[] {
  return [
    buildMailWatch({ config, database, clock, log }).loop,
    bulkLoop({ config, database, clock, log, takePlace: placeByHand }),
    importLoop({ database, clock, store: openFiles(config, clock), log }),
    accessLoop({ database, clock, store: openFiles(config, clock), log }),
    exportLoop({ config, database, clock, store: openFiles(config, clock), log }),
    auditLoop({ config, database, clock, store: openFiles(config, clock), log, sendSystemMail }),
    advancesLoop({ config, database, clock, log }),
    demoLoop({
      ...{ database, clock, store: openFiles(config, clock) },
      sandboxOn: (own) => buildSandboxTools({ config, database: own, clock, log }),
    }),
  ];
}

/** The engine of this process, with the links that its e-mails hold. */
function engineOf(
  { config, database, clock, log }: AppContext,
  mailer: ReturnType<typeof buildMailer>,
  swapLinks: EngineOptions['swapLinks'],
): Engine {
  return createEngine({
    database,
    mailer,
    clock,
    log,
    tickMs: config.tickMs,
    publicUrl: config.publicUrl,
    unsubscribeUrl: unsubscribeUrl(config),
    tracking: trackingLinks(config.publicUrl, trackingTokens(linkKeysOf(config))),
    swapLinks,
  });
}

/** What the API finds in its database when it begins: an admin, the apps of our own, the demo where it is wanted. */
async function furnish(on: {
  database: Database;
  config: Config;
  clock: Clock;
}): Promise<Awaited<ReturnType<typeof ensureFirstRun>>> {
  const { database, config, clock } = on;
  const first = await ensureFirstRun(on);
  if (config.smtpUrl !== undefined)
    await writeAcrossTeams(database.kysely, (tx) => leaveDefaultSandbox(tx, null));
  if (first.admin && config.demoData) await createDemo(database.kysely, first.admin.teamId, clock.now());
  await ensureOwnApps(on);
  return first;
}

type Part = (hurry?: AbortSignal) => Promise<void>;

/** Ends what uses the database side by side, then the database; what hangs is left. */
async function stopAll(parts: Part[], open: OpenDatabase, log: Logger, hurry?: AbortSignal): Promise<void> {
  const bounded = (work: Promise<unknown>, what: string) =>
    within(work, STOP_MS, () => log.warn(`${what} did not end in time and is left`));
  await bounded(open.announceStop(), 'telling of the stop');
  const ending = parts.splice(0).map((end) => end(hurry));
  await bounded(Promise.allSettled(ending), 'work in hand');
  await open.stop(bounded);
}

/** What one process at a time does for all, whatever its role. */
const chores = (context: AppContext): Loop[] => [
  expiry(context.database, context.config),
  fileExpiry(context, openFiles(context.config, context.clock)),
  fills(context.database),
  wordsOfSearch(context.database),
  counting(context),
  noticeMailLoop(context),
];

const EXPIRY_MS = 600_000;

/** Removes what has expired: sessions, codes, tokens, remembered Idempotency-Keys, events. Any process does, whatever its role. */
function expiry(database: Database, { eventsKeptDays }: Config): Loop {
  const part = async (now: Date) => {
    await deleteExpired(database.kysely, now);
    return (
      (await pruneEvents(database.kysely, now, eventsKeptDays)) +
      (await pruneBulkRows(database.kysely, now)) +
      (await forgetRows(database.kysely, now)) +
      (await forgetExports(database.kysely, now)) +
      (await forgetNotices(database.kysely, now)) +
      (await forgetCalendarEvents(database.kysely, now)) +
      (await forgetSignals(database.kysely, now)) +
      (await forgetUndo(database.kysely, now, 500)) +
      (await pruneWebhooks(database.kysely, now))
    );
  };
  return choreLoop(database, { name: 'expiry', everyMs: EXPIRY_MS, part });
}

const FILE_EXPIRY_MS = 300_000;

/** Removes files whose time is over or that were erased, and what killed processes left half written. */
function fileExpiry({ database, log }: Pick<AppContext, 'database' | 'log'>, store: FileStore): Loop {
  const part = (now: Date) =>
    deleteExpiredFiles(database.kysely, store, now, (error, file) =>
      log.warn({ err: error, ...file }, 'a file could not be removed and is tried again'),
    );
  return choreLoop(database, { name: 'files', everyMs: FILE_EXPIRY_MS, part });
}

const FILL_MS = 3_600_000;

/** Writes what an earlier version left out (docs/upgrades.md), in short transactions; afterwards there is nothing to do. */
function fills(database: Database): Loop {
  const part = async (now: Date) =>
    (await fillHistories(database.kysely, now)) + (await fillThreads(database.kysely, now));
  return choreLoop(database, { name: 'fills', everyMs: FILL_MS, part });
}

const WORDS_MS = 5_000;

/** Reads the words of what changed; a search reads the newest changes itself meanwhile. */
function wordsOfSearch(database: Database): Loop {
  const part = (now: Date) => readWords(database, now);
  return choreLoop(database, { name: 'search', everyMs: WORDS_MS, part });
}

const COUNT_MS = 60_000;

/** Counts what changed for reports (docs/reports.md), behind everything else; whoever asks before adds the rest himself. */
function counting({ database, log }: Pick<AppContext, 'database' | 'log'>): Loop {
  const part = () =>
    countDue(database, (error, team) => log.warn({ err: error, team }, 'figures are counted later'));
  return choreLoop(database, { name: 'reports', everyMs: COUNT_MS, part });
}

/** What decisions depend on, where every process reads it; an address that is unwise is said. */
async function tellFacts(
  config: Config,
  { kysely }: Database,
  clock: Clock,
  progress: (line: string) => void,
): Promise<void> {
  const warning = config.publicUrlGiven ? publicUrlWarning(config.publicUrl) : '';
  if (warning !== '') progress(`Warning: ${warning}`);
  const facts = {
    smtp_url: config.smtpUrl === undefined ? 'unset' : 'set',
    public_url: config.publicUrlGiven ? 'explicit' : 'guessed',
    public_url_warning: warning,
  } as const;
  await writeFacts(kysely, { ...facts });
  await wakeByServerFacts(kysely, facts, clock.now());
  if (config.smtpUrl !== undefined) {
    const setting = sign(deriveKey(config.secretKey, 'smtp setting'), config.smtpUrl);
    await registerServerTransport(kysely, setting, clock.now());
  }
}

/** Where the person of an e-mail opts out. */
export function unsubscribeUrl(config: Config): (teamId: number, emailId: number) => string {
  const tokens = unsubscribeTokens(linkKeysOf(config));
  return (teamId, emailId) => `${config.publicUrl}/unsubscribe/${tokens.make(teamId, emailId)}`;
}

async function listen(app: FastifyInstance, config: Config): Promise<void> {
  try {
    await app.listen({ port: config.port, host: config.host });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new BootError(`Port ${config.port} is in use: stop the other program or set PORT.`);
    if (code === 'EACCES')
      throw new BootError(`Port ${config.port} may not be opened by this user: set PORT to 1024 or more.`);
    throw error;
  }
}
