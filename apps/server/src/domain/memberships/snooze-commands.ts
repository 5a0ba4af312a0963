import type { RuleName } from '@cadenza/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/connect.js';
import { cancelQueued } from '../activities/email-rows.js';
import { type Said, say } from '../said.js';
import { beginLong, type LongWork, type Part } from '../long-commands.js';
import { walkedGroups, type WalkedGroup } from './membership-queries.js';
import { planGroup } from './membership-rules.js';

/** Whose actions: a cadence's, a person's, a user's, a mailbox's or the whole team's. */
export type PausedBy =
  | { cadenceId: number }
  | { personId: number }
  | { userId: number }
  | { mailboxId: number }
  | { everyone: true };

/** The planner's rules (engine/planning/plan.ts) that put touches to sleep until somebody does something. */
export const SNOOZED_RULES = [
  'cadence_paused',
  'user_paused',
  'team_paused',
  'user_inactive',
  'mailbox_paused',
  'no_mailbox',
  'public_url',
] as const satisfies readonly RuleName[];
export type SnoozedRule = (typeof SNOOZED_RULES)[number];
/** Those, and the ones that put actions off for hours or days, which somebody may shorten. */
type WakingRule =
  | SnoozedRule
  | 'mailbox_retry'
  | 'person_touch_limit'
  | 'account_touch_limit'
  | 'provider_limit';

/**
 * Ends the sleep of actions that were due while something was paused: e-mails at a time of day go out at that time,
 * the rest at once, and the planner decides them anew.
 */
export async function resumeActions(
  { tx, principal, now }: Pick<Part, 'tx' | 'principal' | 'now'>,
  whose: PausedBy,
  rules: readonly WakingRule[],
  reason: Said,
): Promise<void> {
  const [[kind, id]] = Object.entries(whose) as [[string, number | true]];
  const detail = { whose: kind, rules: rules.join(' '), reason: reason.text, explained: reason.json };
  await beginLong({ tx, principal, now }, 'wake_actions', WAKE_ACTIONS, id === true ? 0 : id, detail);
}

const whoseOf = ({ detail, subjectId }: Part): PausedBy => {
  switch (detail['whose']) {
    case 'cadenceId':
      return { cadenceId: subjectId };
    case 'personId':
      return { personId: subjectId };
    case 'userId':
      return { userId: subjectId };
    case 'mailboxId':
      return { mailboxId: subjectId };
    default:
      return { everyone: true };
  }
};

/** Whoever is woken although somebody paused once more meanwhile meets that at the planner. */
export const WAKE_ACTIONS: LongWork = {
  atOnce: 500,
  rows: (part) => sql`
    SELECT a.id FROM actions a WHERE a.team_id = ${part.principal.teamId} AND a.status = 'planned'
      AND a.decided_by = ANY(${String(part.detail['rules']).split(' ')}::text[]) AND ${theirs(whoseOf(part))}`,
  change: async ({ tx, principal: { teamId }, now, detail }, ids) => {
    const { rows } = await sql<SnoozedAction>`
      SELECT a.id, a.cadence_id, a.step_group_id, u.time_zone, p.locale FROM actions a
      JOIN users u ON u.team_id = a.team_id AND u.id = a.user_id
      JOIN people p ON p.team_id = a.team_id AND p.id = a.person_id
      WHERE a.team_id = ${teamId} AND a.id = ANY(${ids}::bigint[]) AND a.status = 'planned'
        AND a.decided_by = ANY(${String(detail['rules']).split(' ')}::text[])
      ORDER BY a.id FOR UPDATE OF a`.execute(tx);
    await planAnew(tx, teamId, rows, now, {
      text: String(detail['reason']),
      json: (detail['explained'] as string | null | undefined) ?? null,
    });
  },
};

/** Planned actions that slept, or had a place, are due as if their group were reached now; the caller has locked them. */
export async function planAnew(
  tx: Tx,
  teamId: number,
  rows: readonly SnoozedAction[],
  now: Date,
  reason: { readonly text: string; readonly json: string | null },
): Promise<void> {
  const due = await dueTimes(tx, teamId, rows, now);
  await sql`
    UPDATE actions a SET due_at = w.due, reason = ${reason.text}, explained = ${reason.json}::jsonb, decided_by = 'woken',
      decided_because = ${reason.text}, decided_explained = ${reason.json}::jsonb, claimed_until = NULL, updated_at = ${now}
    FROM unnest(${rows.map((row) => row.id)}::bigint[], ${rows.map(due)}::timestamptz[]) AS w (id, due)
    WHERE a.team_id = ${teamId} AND a.id = w.id`.execute(tx);
}

/** What of an action says when it is due. */
export interface SnoozedAction {
  id: number;
  cadence_id: number;
  step_group_id: number;
  time_zone: string;
  locale: string | null;
}

function theirs(whose: PausedBy): RawBuilder<unknown> {
  if ('cadenceId' in whose) return sql`a.cadence_id = ${whose.cadenceId}`;
  if ('personId' in whose) return sql`a.person_id = ${whose.personId}`;
  if ('userId' in whose) return sql`a.user_id = ${whose.userId}`;
  if ('mailboxId' in whose)
    return sql`a.user_id = (SELECT m.user_id FROM mailboxes m WHERE m.team_id = a.team_id AND m.id = ${whose.mailboxId})`;
  return sql`true`;
}

/** When each is due if its group were reached now; worked out once per group and pair of zones. */
async function dueTimes(
  tx: Tx,
  teamId: number,
  rows: readonly SnoozedAction[],
  now: Date,
): Promise<(row: SnoozedAction) => Date> {
  const groups = new Map<number, WalkedGroup>();
  for (const cadenceId of new Set(rows.map((row) => row.cadence_id)))
    for (const group of await walkedGroups(tx, teamId, cadenceId)) groups.set(group.id, group);
  const known = new Map<string, Date>();
  return ({ step_group_id: id, time_zone: user, locale: personLocale }) => {
    const group = groups.get(id);
    // Only a time of day is worth waiting for: delays have passed, and weekends are the planner's business.
    if (group?.sendType !== 'at_time') return now;
    const key = `${id} ${user} ${personLocale ?? ''}`;
    const due = known.get(key) ?? planGroup(group, { at: now, day: group.day }, { user, personLocale }).due;
    known.set(key, due);
    return due;
  };
}

/**
 * Takes the machine's own e-mails that have not left yet back out of the queue: they are planned again, for the moment
 * they were queued for, and meet the pause there. What a rep sent by hand goes its way. @returns how many
 */
export async function requeueEmails(
  tx: Tx,
  teamId: number,
  whose: PausedBy,
  now: Date,
  reason: Said,
): Promise<number> {
  // Actions first and e-mails second, as everybody locks them.
  const { rows } = await sql<{ id: number }>`
    SELECT a.id FROM actions a JOIN emails e ON e.team_id = a.team_id AND e.action_id = a.id
    WHERE a.team_id = ${teamId} AND a.status = 'in_progress' AND a.automated AND e.state = 'queued'
      AND ${'mailboxId' in whose ? sql`e.mailbox_id = ${whose.mailboxId}` : theirs(whose)}
    ORDER BY a.id FOR UPDATE OF a`.execute(tx);
  if (rows.length === 0) return 0;
  const actions = rows.map((row) => row.id);
  const taken = await cancelQueued(tx, teamId, actions, now, reason);
  await sql`
    UPDATE actions a SET status = 'planned', due_at = t.send_after, reason = ${reason.text}, explained = ${reason.json}::jsonb,
      decided_by = 'taken_back', decided_because = ${reason.text}, decided_explained = ${reason.json}::jsonb, updated_at = ${now}
    FROM unnest(${taken.map((email) => email.action_id)}::bigint[], ${taken.map((email) => email.send_after)}::timestamptz[]) t (action_id, send_after)
    WHERE a.team_id = ${teamId} AND a.id = t.action_id`.execute(tx);
  return taken.length;
}

/**
 * Gives up the places in queues for limited capacity: limits changed, so everybody is decided anew in the order they
 * stood in. @returns how many
 */
export async function releaseSlots(
  tx: Tx,
  teamId: number,
  whose: PausedBy,
  now: Date,
  reason: Said,
): Promise<number> {
  const place = 'mailboxId' in whose ? sql`a.booked_mailbox_id = ${whose.mailboxId}` : theirs(whose);
  const { rows } = await sql<{ id: number }>`
    SELECT a.id FROM actions a WHERE a.team_id = ${teamId} AND a.booked AND a.status = 'planned' AND a.due_at > ${now} AND ${place}
    ORDER BY a.due_at, a.id FOR UPDATE`.execute(tx);
  if (rows.length === 0) return 0;
  // A microsecond apart, so that the order stays.
  await sql`
    UPDATE actions a SET due_at = ${now}::timestamptz - (w.n - w.place) * interval '1 microsecond', booked = false, reason = ${reason.text}, explained = ${reason.json}::jsonb,
      decided_by = 'limits_changed', decided_because = ${reason.text}, decided_explained = ${reason.json}::jsonb, claimed_until = NULL, updated_at = ${now}
    FROM (SELECT id, place, count(*) OVER () AS n FROM unnest(${rows.map((row) => row.id)}::bigint[]) WITH ORDINALITY AS u (id, place)) w
    WHERE a.team_id = ${teamId} AND a.id = w.id`.execute(tx);
  return rows.length;
}

/** A mailbox was changed: what waits for it is decided anew, and may find another one. */
export async function replanMailbox(
  command: Pick<Part, 'tx' | 'principal' | 'now'>,
  mailboxId: number,
  what: 'mailbox_connected' | 'mailbox_settings' | 'mailbox_removed',
): Promise<void> {
  const rules = ['mailbox_paused', 'no_mailbox', 'mailbox_retry'] as const;
  await resumeActions(command, { mailboxId }, rules, say('woken', { what }));
  const { tx, principal, now } = command;
  await releaseSlots(tx, principal.teamId, { mailboxId }, now, say('limits_changed', { what }));
}

/** A mailbox that was left alone for a while works: what was put off until it is tried again is decided now. */
export async function resumeMailbox(
  command: Pick<Part, 'tx' | 'principal' | 'now'>,
  mailboxId: number,
): Promise<void> {
  await resumeActions(command, { mailboxId }, ['mailbox_retry'], say('woken', { what: 'mailbox_works' }));
}
