import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { matchBatch } from 'cadenza-server/domain/receiving/match-queries.js';
import { classify, readHeaders, threadSubject } from 'cadenza-server/mail/classify/index.js';
import type { Row } from '../report.js';
import { addPeople, makeCadence, MONDAY, type World } from './world.js';

const SENT = 1_000_000;
const INBOUND = 100_000;
const BATCH = 200;

/** Headers of answers, automatic answers and strangers, matched against everything that was ever sent. */
export async function measureInbound(
  world: World,
  signal: AbortSignal,
  sent = SENT,
  inbound = INBOUND,
): Promise<Row> {
  const cadence = await makeCadence(world, [{ day: 1, at: '09:00' }]);
  await addPeople(world, cadence, sent, `$2::timestamptz + interval '1 year'`);
  await world.database.pool.query(
    `INSERT INTO emails (team_id, created_at, updated_at, user_id, person_id, membership_id, state, state_reason, state_changed_at, send_after, sent_at,
       message_id, from_address, to_address, subject, body_html, body_text)
     SELECT p.team_id, $1, $1, p.owner_id, p.id, p.id, 'sent', 'seeded', $1, $1, $1, '<' || md5(p.id::text) || '@bench.example>', 'rep@bench.example',
       p.email_address, 'Hello ' || p.first_name, '', '' FROM people p`,
    [MONDAY],
  );
  await world.database.pool.query('ANALYZE emails');
  const own = new Set(['rep@bench.example']);
  let early = 0;
  let matched = 0;
  const begun = performance.now();
  for (let start = 0; start < inbound; start += BATCH) {
    signal.throwIfAborted();
    const messages = Array.from({ length: BATCH }, (_, n) => received(start + n, sent, own));
    const found = await matchBatch(world.database.kysely, world.teamId, messages, threadSubject);
    matched += found.filter((each) => each !== undefined).length;
    if (early === 0 && start + BATCH >= inbound / 5) early = liveBytes();
  }
  const seconds = (performance.now() - begun) / 1000;
  if (matched < inbound * 0.7) throw new Error(`matched only ${matched} of ${inbound}`);
  const late = liveBytes();
  return {
    what: `${inbound} headers against ${sent} sent`,
    cadenza: `${(inbound / seconds).toFixed(0)}/s`,
    reference: '-',
    ratio: `memory x ${(late / early).toFixed(2)}`,
    goal: '<= 1.1',
    met: late / early <= 1.1,
    figure: late / early,
    latencies: `(${matched} matched, ${seconds.toFixed(0)} s)`,
  };
}

/** What is in use once everything unreachable is gone: whatever grows with the messages shows here. */
function liveBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function received(n: number, sent: number, own: ReadonlySet<string>) {
  const person = ((n * 7_368_787) % sent) + 1;
  const inbound = readHeaders(Buffer.from(header(n, person)));
  const classification = classify(inbound, { own, folder: 'inbox', flags: new Set(), receivedAt: MONDAY });
  return {
    messageId: inbound.messageId,
    inReplyTo: inbound.inReplyTo,
    references: inbound.references,
    from: inbound.from,
    to: inbound.to.map(({ address }) => address),
    role: 'inbox' as const,
    threadSubject: threadSubject(inbound.subject),
    receivedAt: MONDAY,
    classification,
  };
}

/** Four of ten answer by Message-ID, four by their address alone, one is automatic, one comes from a stranger. */
function header(n: number, person: number): string {
  const kind = n % 10;
  const from = kind === 9 ? `stranger${n}@elsewhere.example` : `person${person}@target.example`;
  const lines = [
    'Return-Path: <bounce@target.example>',
    'Received: from mx.target.example (mx.target.example [192.0.2.7]) by mail.bench.example with ESMTPS id 4711 for <rep@bench.example>; Tue, 3 Mar 2026 10:00:00 +0000',
    `From: "Person ${person}" <${from}>`,
    'To: Rep <rep@bench.example>',
    `Subject: Re: Hello Person${person}`,
    'Date: Tue, 3 Mar 2026 11:00:00 +0100',
    `Message-ID: <inbound-${n}@target.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
  ];
  if (kind < 4) {
    const id = `<${createHash('md5').update(String(person)).digest('hex')}@bench.example>`;
    lines.push(`In-Reply-To: ${id}`, `References: <older-${n}@target.example> ${id}`);
  }
  if (kind === 8) lines.push('Auto-Submitted: auto-replied', 'X-Auto-Response-Suppress: All');
  return `${lines.join('\r\n')}\r\n\r\n`;
}
