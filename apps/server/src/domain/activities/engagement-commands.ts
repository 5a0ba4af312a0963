import { type Said, say } from '../said.js';
import { sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { append, appendMany, type Cause, type Event, teamOf } from '../../events/outbox.js';
import { teamNow } from '../../kernel/clock.js';
import { tellUser } from '../feed/notice-rows.js';
import { settleByEvidence } from './evidence-commands.js';
import { lockPerson } from '../memberships/index.js';
import { countOfTemplate } from '../emails/template-rows.js';
import { countOfMembership } from '../memberships/membership-rows.js';
import { countOfPerson } from '../people/count-rows.js';
import { type Actor, classifyHit, type Earlier, type Verdict, type TrackingHit } from './engagement-rules.js';

export interface Recorded {
  actor: Actor;
  counted: boolean;
}

interface EmailFacts {
  id: number;
  person_id: number;
  user_id: number;
  membership_id: number | null;
  email_template_id: number | null;
  sent_at: Date | null;
  views: number;
  clicks: number;
  links: number;
  /** Nobody knows whether it left, or it is believed not to have. */
  doubted: boolean;
}

/** What a machine may leave behind about one e-mail: past this nothing more is kept of it. */
const MOST_EVENTS = 1000;
const LOOK_BACK = 100;

/**
 * Keeps an open or a click with what it was taken for, and counts it when it was a person's: on the e-mail every look
 * and click, on person, membership and template the e-mail once. @returns undefined when there is no such e-mail
 */
export async function recordVisit(
  tx: Tx,
  teamId: number,
  emailId: number,
  request: Omit<TrackingHit, 'at'> & { network: string | null },
  wallClock: Date,
): Promise<Recorded | undefined> {
  const owner = await tx
    .selectFrom('emails as e')
    .innerJoin('teams as t', 't.id', 'e.team_id')
    .select(['e.person_id', 't.clock_offset_ms'])
    .where('e.team_id', '=', teamId)
    .where('e.id', '=', emailId)
    .executeTakeFirst();
  if (!owner) return undefined;
  const now = teamNow(wallClock, owner.clock_offset_ms);
  const hit = { ...request, at: now };
  // The lock of everything that concerns a person, taken first everywhere: two looks at once are one behind the other.
  await lockPerson(tx, teamId, owner.person_id);
  const email = await readEmail(tx, teamId, emailId, hit.kind);
  const earlier = await readEarlier(tx, teamId, emailId);
  if (email.doubted && hit.ours === null) await settleByEvidence(tx, teamId, emailId, now, evidenceOf(hit));
  const verdict = classifyHit(hit, { sentAt: email.sent_at, links: email.links }, earlier);
  if (verdict.counts || (await hasRoom(tx, teamId, emailId, earlier.length)))
    await keep(tx, teamId, emailId, hit, verdict);
  if (verdict.retract.length > 0) await retract(tx, teamId, email, verdict, now);
  if (verdict.counts) await count(tx, teamId, email, hit, now);
  return { actor: verdict.actor, counted: verdict.counts };
}

/** Whoever asks for what only the message names has the message, a machine too. */
function evidenceOf({ kind }: TrackingHit): Said {
  return say('evidence', { what: kind === 'open' ? 'picture' : 'link' });
}

async function readEmail(
  tx: Tx,
  teamId: number,
  emailId: number,
  kind: TrackingHit['kind'],
): Promise<EmailFacts> {
  // Of a doubtful e-mail nobody knows when it left: no earlier than it was handed over.
  const { rows } = await sql<EmailFacts>`
    SELECT id, person_id, user_id, membership_id, email_template_id, views, clicks,
      coalesce(sent_at, CASE WHEN state = 'sending' THEN state_changed_at WHEN state IN ('uncertain', 'failed', 'queued') AND attempts > 0 THEN send_after END) AS sent_at,
      CASE WHEN ${kind === 'click'} THEN (SELECT count(DISTINCT m[1])::integer
        FROM regexp_matches(body_html, '<a[^>]*\\shref\\s*=\\s*["'']?(https?://[^"''\\s>]+)', 'gi') m) ELSE 0 END AS links,
      state IN ('uncertain', 'failed', 'sending') OR state = 'queued' AND attempts > 0 AS doubted
    FROM emails WHERE team_id = ${teamId} AND id = ${emailId} FOR NO KEY UPDATE`.execute(tx);
  return rows[0] as EmailFacts;
}

/** The newest: what a verdict compares with lies seconds back. */
async function readEarlier(tx: Tx, teamId: number, emailId: number): Promise<Earlier[]> {
  return tx
    .selectFrom('email_events')
    .select(['id', 'kind', 'url', 'actor', 'created_at as at', 'counted'])
    .where('team_id', '=', teamId)
    .where('email_id', '=', emailId)
    .orderBy('id', 'desc')
    .limit(LOOK_BACK)
    .execute();
}

/** Whether the e-mail has room for another event that says nothing. */
async function hasRoom(tx: Tx, teamId: number, emailId: number, known: number): Promise<boolean> {
  if (known < LOOK_BACK) return true;
  const { rows } = await sql<{ n: number }>`SELECT count(*)::integer AS n FROM (
    SELECT FROM email_events WHERE team_id = ${teamId} AND email_id = ${emailId} LIMIT ${MOST_EVENTS}) e`.execute(
    tx,
  );
  return (rows[0]?.n ?? 0) < MOST_EVENTS;
}

async function keep(
  tx: Tx,
  teamId: number,
  emailId: number,
  hit: TrackingHit & { network: string | null },
  { actor, evidence, counts }: Verdict,
): Promise<void> {
  await tx
    .insertInto('email_events')
    .values({
      team_id: teamId,
      created_at: hit.at,
      email_id: emailId,
      kind: hit.kind,
      url: hit.url,
      user_agent: hit.userAgent,
      network: hit.network,
      actor,
      evidence,
      counted: counts,
    })
    .execute();
}

const COLUMNS = {
  open: { total: 'views', first: 'first_viewed_at', last: 'last_viewed_at' },
  click: { total: 'clicks', first: 'first_clicked_at', last: 'last_clicked_at' },
} as const;

async function count(tx: Tx, teamId: number, email: EmailFacts, hit: TrackingHit, now: Date): Promise<void> {
  const { total, first, last } = COLUMNS[hit.kind];
  await sql`UPDATE emails SET ${sql.ref(total)} = ${sql.ref(total)} + 1, ${sql.ref(first)} = coalesce(${sql.ref(first)}, ${hit.at}),
    ${sql.ref(last)} = greatest(${sql.ref(last)}, ${hit.at}::timestamptz), updated_at = ${now}
    WHERE team_id = ${teamId} AND id = ${email.id}`.execute(tx);
  await append({ tx, teamId, now }, 'email_updated', email.id);
  if (email[total] === 0) await countOnce({ tx, teamId, now }, email, hit.kind, 1);
  await tellOfHot({ tx, teamId, now }, email);
}

/** Looks and clicks of a person within a day that say: now. Told once in seven days. */
const HOT = 3;
const HOT_MS = 86_400_000;
const QUIET_MS = 7 * 86_400_000;

/** The caller has the person's lock. */
async function tellOfHot(
  work: { tx: Tx; teamId: number; now: Date },
  { person_id: personId, user_id: userId }: EmailFacts,
): Promise<void> {
  const { tx, teamId, now } = work;
  const { rows } = await sql<{ hot: boolean }>`
    SELECT (SELECT count(*) FROM emails e JOIN email_events v ON v.team_id = e.team_id AND v.email_id = e.id
        WHERE e.team_id = ${teamId} AND e.person_id = ${personId} AND v.counted AND v.created_at > ${new Date(now.getTime() - HOT_MS)}) >= ${HOT}
      AND NOT EXISTS (SELECT FROM notices n WHERE n.team_id = ${teamId} AND n.person_id = ${personId} AND n.kind = 'hot_person'
        AND n.created_at > ${new Date(now.getTime() - QUIET_MS)}) AS hot`.execute(tx);
  if (!rows[0]?.hot) return;
  const key = `hot ${personId} ${now.toISOString()}`;
  await tellUser(work, {
    userId,
    kind: 'hot_person',
    resource: 'people',
    resourceId: personId,
    personId,
    key,
  });
}

/** Clicks that turned out to be a program's no longer count. */
async function retract(
  tx: Tx,
  teamId: number,
  email: EmailFacts,
  { retract: ids, evidence }: Verdict,
  now: Date,
): Promise<void> {
  const taken = await sql<{ counted: boolean }>`
    UPDATE email_events v SET actor = 'scanner', evidence = ${evidence}, counted = false
    FROM (SELECT id, counted FROM email_events WHERE team_id = ${teamId} AND id = ANY(${ids}::bigint[]) FOR UPDATE) before
    WHERE v.team_id = ${teamId} AND v.id = before.id RETURNING before.counted`.execute(tx);
  const wrong = taken.rows.filter((row) => row.counted).length;
  if (wrong === 0) return;
  await sql`UPDATE emails e SET clicks = greatest(clicks - ${wrong}, 0), updated_at = ${now}, first_clicked_at = left_.first, last_clicked_at = left_.last
    FROM (SELECT min(created_at) AS first, max(created_at) AS last FROM email_events
      WHERE team_id = ${teamId} AND email_id = ${email.id} AND kind = 'click' AND counted) left_
    WHERE e.team_id = ${teamId} AND e.id = ${email.id}`.execute(tx);
  await append({ tx, teamId, now }, 'email_updated', email.id);
  if (email.clicks <= wrong) await countOnce({ tx, teamId, now }, email, 'click', -1);
}

/** The e-mail as one that was opened, or clicked in; the template, which many share, last. */
async function countOnce(
  cause: Cause,
  email: EmailFacts,
  kind: TrackingHit['kind'],
  step: 1 | -1,
): Promise<void> {
  const { tx, now } = cause;
  const teamId = teamOf(cause);
  const what = kind === 'open' ? 'view' : 'click';
  await countOfPerson(tx, { team_id: teamId, id: email.person_id }, what, step, now);
  const events: Event[] = [{ type: 'person_updated', id: email.person_id }];
  if (email.membership_id !== null)
    events.push({ type: 'cadence_membership_updated', id: email.membership_id });
  await appendMany(cause, events);
  if (email.membership_id !== null)
    await countOfMembership(tx, { teamId, id: email.membership_id }, what, step, now);
  if (email.email_template_id !== null)
    await countOfTemplate(tx, { teamId, id: email.email_template_id }, what, step);
}
