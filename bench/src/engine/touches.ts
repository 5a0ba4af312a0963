import { createEngine as engineOfThis } from 'cadenza-server/engine/engine.js';
import { createMailer as mailerOfThis } from 'cadenza-server/mail/mailer.js';
import { createTransport } from 'nodemailer';
import { median } from '../numbers.js';
import type { Row } from '../report.js';
import {
  addPeople as peopleOfThis,
  BODY,
  log,
  makeCadence as cadenceOfThis,
  MONDAY,
  type World,
} from './world.js';

const MESSAGES = 1_500;
const PAIRS = 3;
const GOAL = 0.42;

/**
 * Automatic e-mails from due to done (claim, plan, render, MIME, SMTP, ledger, activity, next step) against nodemailer
 * pooling the same number of messages of the same size to the same sink.
 */
export async function measureTouches(world: World, sinkPort: number, signal: AbortSignal): Promise<Row> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let pair = 0; pair <= PAIRS; pair += 1) {
    signal.throwIfAborted();
    // The first pair warms up both.
    const count = pair === 0 ? 200 : MESSAGES;
    const { rate: mine } = await touches(world, sinkPort, count);
    const bare = await nodemailer(sinkPort, count);
    if (pair > 0) {
      ours.push(mine);
      theirs.push(bare);
    }
  }
  const ratios = ours.map((rate, at) => rate / (theirs[at] as number));
  const ratio = median(ratios);
  return {
    what: 'automatic e-mails, due to done',
    cadenza: `${median(ours).toFixed(0)}/s`,
    reference: `${median(theirs).toFixed(0)}/s`,
    ratio: `${ratio.toFixed(2)} (${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)})`,
    goal: `>= ${GOAL}`,
    met: ratio >= GOAL,
    figure: ratio,
    latencies: '(reference: nodemailer, pooled, to the same sink)',
  };
}

/** What sends, and what makes its work: this build's, or an earlier one's over the tables of that. */
export interface SendingBuild {
  createEngine: typeof engineOfThis;
  createMailer: typeof mailerOfThis;
  makeCadence: typeof cadenceOfThis;
  addPeople: typeof peopleOfThis;
}
const THIS: SendingBuild = {
  createEngine: engineOfThis,
  createMailer: mailerOfThis,
  makeCadence: cadenceOfThis,
  addPeople: peopleOfThis,
};

/** Messages a second, and what each cost by the count of `spent` (processor seconds). */
export interface Touched {
  rate: number;
  cpu: number;
}

/** As many e-mails, from due to done. */
export async function touches(
  world: World,
  sinkPort: number,
  count: number,
  { createEngine, createMailer, makeCadence, addPeople }: SendingBuild = THIS,
  spent = () => Number.NaN,
): Promise<Touched> {
  const { database } = world;
  const cadence = await makeCadence(world, [
    { day: 1, at: '09:00' },
    { day: 3, at: '09:00' },
  ]);
  await addPeople(world, cadence, count, '$2::timestamptz');
  const engine = createEngine({
    database,
    mailer: createMailer({ smtpUrl: `smtp://127.0.0.1:${sinkPort}`, store: database }),
    clock: { now: () => MONDAY },
    log,
    tickMs: 1000,
    publicUrl: 'http://localhost:3000',
  });
  const before = spent();
  const begun = performance.now();
  await engine.runOnce(MONDAY);
  const seconds = (performance.now() - begun) / 1000;
  const cpu = (spent() - before) / count;
  await engine.stop();
  const { rows } = await database.pool.query<{ sent: string }>(
    `SELECT count(*) AS sent FROM emails WHERE cadence_id = $1 AND state = 'sent'`,
    [cadence.id],
  );
  if (Number(rows[0]?.sent) !== count) throw new Error(`sent ${rows[0]?.sent} of ${count} messages`);
  return { rate: count / seconds, cpu };
}

async function nodemailer(sinkPort: number, count: number): Promise<number> {
  const transport = createTransport({
    host: '127.0.0.1',
    port: sinkPort,
    secure: false,
    ignoreTLS: true,
    pool: true,
    maxConnections: 5,
    maxMessages: Number.POSITIVE_INFINITY,
  });
  const html = BODY.replaceAll(/\{\{[^}]*\}\}/g, 'Something');
  const text = html.replaceAll(/<[^>]*>/g, '');
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: count }, (_, n) =>
      transport.sendMail({
        from: { name: 'Rep Bench', address: 'rep@bench.example' },
        to: `person${n}@target.example`,
        subject: `Hello Person${n}, a question about Company ${n % 900}`,
        html,
        text,
      }),
    ),
  );
  const seconds = (performance.now() - begun) / 1000;
  transport.close();
  return count / seconds;
}
