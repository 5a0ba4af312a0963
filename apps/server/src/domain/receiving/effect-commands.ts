import type { FactsOf } from '../facts.js';
import { type Said, say } from '../said.js';
import { EMAIL_COLUMNS } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { append } from '../../events/outbox.js';
import { addressKey } from '../../kernel/address.js';
import { settleByEvidence } from '../activities/index.js';
import {
  exitFor,
  type ExitOptions,
  lockAccountOf,
  lockPerson,
  lockMembership,
  pauseMembership,
  type Person,
} from '../memberships/index.js';
import { setFlags } from '../people/person-rows.js';
import { suppressAddress } from '../suppressions/index.js';
import { count } from './count-commands.js';
import { type Effect, noEffect } from './effect.js';
import { pauseEnd } from './pause-rules.js';
import type { Match, Received } from './types.js';

/** Below this a judgement is shown, and nothing happens because of it. */
const MIN_CONFIDENCE = 0.6;

type ExitEvent = Parameters<typeof exitFor>[2];
type Settled = NonNullable<Awaited<ReturnType<typeof settleByEvidence>>>;

interface EffectContext {
  tx: Tx;
  teamId: number;
  now: Date;
  message: Received;
  match: Match;
  person: Person;
  email: Settled['email'] | undefined;
  effect: Effect;
  /** Stands on a suppression. */
  note: string | null;
  /** Who caused it; nobody of the team when absent. */
  byUserId?: number;
  /** It is done again (`applyAgain`): nothing is counted, and these memberships alone are touched. */
  again?: ReadonlySet<number>;
}

/**
 * Does what follows from a message that is matched: counters, stages, leaving the cadence, pausing, suppression. All
 * of it in the caller's transaction. `byUserId`: who said what it is, where a colleague did. @returns what changed, for undoing
 */
export async function applyEffect(
  { tx, teamId, now, byUserId }: { tx: Tx; teamId: number; now: Date; byUserId?: number },
  message: Received,
  match: Match,
): Promise<Effect> {
  const effect = noEffect();
  if (message.classification.kind === 'reply') await lockAccountOf(tx, teamId, match.personId);
  // Person first, then membership, action and e-mail: the order everyone locks in.
  const found =
    match.emailId === null
      ? undefined
      : await settleByEvidence(tx, teamId, match.emailId, now, evidenceOf(message, match));
  const person = await lockPerson(tx, teamId, match.personId);
  if (!person) return effect;
  if (found?.settled) effect.settled_email_id = found.email.id;
  const given: EffectContext = {
    tx,
    teamId,
    now,
    message,
    match,
    person,
    email: found?.email,
    effect,
    note: message.classification.evidence[0] ?? null,
    ...(byUserId !== undefined && { byUserId }),
  };
  const { kind, confidence } = message.classification;
  if (confidence >= MIN_CONFIDENCE || kind === 'bounce') await EFFECTS[kind]?.(given);
  return effect;
}

/**
 * Does what follows from a message once more, after another one was taken back that had done the same before it: it is
 * counted already, and settles nothing. `memberships`: those that the other had changed. What changes is added to `effect`.
 */
export async function applyAgain(
  { tx, teamId, now }: { tx: Tx; teamId: number; now: Date },
  message: Received,
  match: Match,
  { effect, memberships, optsOut }: { effect: Effect; memberships: ReadonlySet<number>; optsOut: boolean },
): Promise<void> {
  const person = await lockPerson(tx, teamId, match.personId);
  if (!person) return;
  const email =
    match.emailId === null
      ? undefined
      : await tx
          .selectFrom('emails')
          .select(EMAIL_COLUMNS)
          .where('team_id', '=', teamId)
          .where('id', '=', match.emailId)
          .executeTakeFirst();
  const note = message.classification.evidence[0] ?? null;
  const given = { tx, teamId, now, message, match, person, email, effect, note, again: memberships };
  const { kind, confidence } = message.classification;
  if (confidence >= MIN_CONFIDENCE || kind === 'bounce') await EFFECTS[kind]?.(given);
  if (optsOut) await optOut(given);
}

/** Whatever came back about an e-mail shows that it left. Only by its Message-ID, or its copy: a guess settles nothing. */
function evidenceOf(message: Received, match: Match): Said | null {
  if (!match.copy && match.by !== 'message_id') return null;
  if (match.copy && message.role !== 'sent') return say('evidence', { what: 'copy' });
  return say('evidence', { what: SETTLED[message.classification.kind] ?? 'answer' });
}

const SETTLED: Readonly<Record<string, FactsOf['evidence']['what']>> = {
  own: 'sent_folder',
  bounce: 'report',
  receipt: 'receipt',
  complaint: 'complaint',
};

const EFFECTS: Partial<Record<Received['classification']['kind'], (given: EffectContext) => Promise<void>>> =
  {
    reply: async (given) => {
      await counted(given, 'reply');
      // An answer that names no e-mail may be meant for any of them: every cadence decides.
      await exit(given, 'reply', { reason: say('replied', {}) }, given.match.by === 'sender');
    },
    auto_reply: (given) =>
      given.message.classification.leftCompany === true
        ? exit(given, 'left_company', { reason: say('left_company', { how: 'auto_reply' }) }, true)
        : pauseAll(given),
    bounce: bounced,
    complaint: async (given) => {
      if (!given.email) return;
      await suppress(given, 'complaint');
      await exit(
        given,
        'do_not_contact',
        { reason: say('reported_spam', {}), flags: { do_not_contact: true } },
        true,
      );
    },
    unsubscribe: async (given) => {
      if (given.match.emailId !== null) await counted(given, 'reply');
      await optOut(given);
    },
    meeting: (given) => exit(given, 'meeting_booked', { reason: say('meeting_booked', {}) }, true),
  };

async function optOut(given: Parameters<typeof suppress>[0] & Parameters<typeof exit>[0]): Promise<void> {
  await suppress(given, 'opt_out');
  await exit(given, 'opt_out', { reason: say('opted_out', { how: 'wish' }) }, true);
}

/** A message that a colleague read an opt-out in. */
export interface ReadOptOut {
  personId: number;
  emailId: number | null;
  membershipId: number | null;
  /** Stands on the suppression. */
  note: string;
  byUserId: number;
}

/** What an opt-out does that a message says for certain; added to `effect`. The caller holds the person's lock. */
export async function applyOptOut(
  tx: Tx,
  teamId: number,
  now: Date,
  { personId, emailId, membershipId, note, byUserId }: ReadOptOut,
  effect: Effect,
): Promise<void> {
  const person = await lockPerson(tx, teamId, personId);
  if (!person) return;
  const email =
    emailId === null
      ? undefined
      : await tx
          .selectFrom('emails')
          .select(['id', 'to_address'])
          .where('team_id', '=', teamId)
          .where('id', '=', emailId)
          .executeTakeFirst();
  await optOut({ tx, teamId, now, person, email, match: { membershipId }, effect, note, byUserId });
}

async function bounced(given: EffectContext): Promise<void> {
  const { message, match, person } = given;
  const { classification } = message;
  // A warning that the server goes on trying is no bounce yet; a report about nothing we sent may be anybody's.
  if (classification.delayed || !given.email) return;
  // It returns a message that we did not send: whoever wrote it knows an address, and no e-mail of ours.
  const byAddress = match.by === 'recipient' && classification.inDialogue !== true;
  if (byAddress && classification.originalMessageId !== null) return;
  const about = bouncedAddress(given);
  if (about.self) await counted(given, 'bounce');
  if (classification.severity !== 'hard' || classification.confidence < MIN_CONFIDENCE) return;
  // A report that names no message can be written by anybody: the cadence stops, and can be taken up again; the address
  // is not blocked for good.
  if (!byAddress) await suppress(given, 'hard_bounce', about.address);
  // A late report about an address the person has no longer says nothing about the one they have.
  if (!about.self || addressKey(about.address) !== addressKey(person.email_address ?? '')) return;
  await exit(
    given,
    'bounce',
    {
      reason: say('bounced', { status: classification.statusCode, address: true }),
      flags: { bouncing: true },
    },
    true,
  );
}

/** Whose address failed: the person's, or one in copy. A report about an address we never wrote to (a forwarding) is about the person's. */
function bouncedAddress({ message, email, person }: EffectContext): { address: string; self: boolean } {
  const reported = addressKey(message.classification.originalRecipient ?? '');
  const to = addressKey(email?.to_address ?? person.email_address ?? reported);
  const inCopy = [...(email?.cc ?? []), ...(email?.bcc ?? [])].some(
    (address) => addressKey(address) === reported,
  );
  return reported !== '' && reported !== to && inCopy
    ? { address: reported, self: false }
    : { address: to, self: true };
}

async function counted(given: EffectContext, as: 'reply' | 'bounce'): Promise<void> {
  const { tx, teamId, person, email, message, now, effect } = given;
  if (given.again) return;
  effect.counted = await count({ tx, teamId, now }, as, person, email, message.receivedAt);
}

/**
 * Lets the cadence of the matched e-mail decide; with `everywhere`, or when the message belongs to no cadence, every
 * cadence the person is on.
 */
async function exit(
  given: Pick<EffectContext, 'tx' | 'teamId' | 'person' | 'now' | 'effect' | 'byUserId' | 'again'> & {
    match: Pick<Match, 'membershipId'>;
  },
  event: ExitEvent,
  options: ExitOptions,
  everywhere = false,
): Promise<void> {
  const { tx, teamId, person, match, now, effect, again } = given;
  const matched = match.membershipId === null ? [] : [match.membershipId];
  const others =
    everywhere || match.membershipId === null ? await liveMemberships(tx, teamId, person.id) : [];
  const ids = [...new Set([...matched, ...others])].filter((id) => again?.has(id) ?? true);
  for (const id of ids) {
    const context = await lockMembership(tx, teamId, id);
    effect.exits.push(
      await exitFor(tx, context, event, now, { ...options, byUserId: given.byUserId ?? null }),
    );
  }
  if (ids.length === 0) await flag(given, event, options.flags ?? {});
}

/** A person on no cadence: nothing to leave, and still marked. */
async function flag(
  { tx, teamId, person, now, effect }: Pick<EffectContext, 'tx' | 'teamId' | 'person' | 'now' | 'effect'>,
  event: ExitEvent,
  flags: NonNullable<ExitOptions['flags']>,
): Promise<void> {
  const changed = (Object.entries(flags) as ['bouncing' | 'do_not_contact', boolean][]).filter(
    ([name, value]) => person[name] !== value,
  );
  if (changed.length === 0) return;
  await setFlags(tx, person, Object.fromEntries(changed), now);
  await append({ tx, teamId, now }, 'person_updated', person.id);
  const flagsChanged = Object.fromEntries(
    changed.map(([name, after]) => [name, { before: person[name], after }]),
  );
  effect.exits.push({
    team_id: teamId,
    person_id: person.id,
    event,
    memberships: [],
    stage: null,
    flags: flagsChanged,
  });
}

async function liveMemberships(tx: Tx, teamId: number, personId: number): Promise<number[]> {
  const rows = await tx
    .selectFrom('cadence_memberships')
    .select('id')
    .where('team_id', '=', teamId)
    .where('person_id', '=', personId)
    .where('currently_on_cadence', '=', true)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Nobody reads mail now: the person waits on every cadence until the day of return. A longer pause stays. */
async function pauseAll(given: EffectContext): Promise<void> {
  const { tx, teamId, person, message, now, effect, again } = given;
  for (const id of await liveMemberships(tx, teamId, person.id)) {
    if (again && !again.has(id)) continue;
    const context = await lockMembership(tx, teamId, id);
    const until = pauseEnd(message.classification.returnsOn, message.receivedAt, context.zones.user);
    const before = context.membership.paused_until;
    if (until <= now || (before !== null && before >= until)) continue;
    const back = message.classification.returnsOn;
    const pause = { by: 'auto_reply', back, until: until.toISOString().slice(0, 10) } as const;
    await pauseMembership({ tx, teamId, now }, context, until, say('membership_paused', pause));
    effect.pauses.push({
      membership_id: id,
      until: until.toISOString(),
      before: before?.toISOString() ?? null,
    });
  }
}

async function suppress(
  given: Pick<EffectContext, 'tx' | 'teamId' | 'person' | 'now' | 'effect' | 'note' | 'byUserId'> & {
    email: Pick<Settled['email'], 'id' | 'to_address'> | undefined;
  },
  reason: 'opt_out' | 'hard_bounce' | 'complaint',
  address?: string,
): Promise<void> {
  const { tx, teamId, person, email, note, now, effect } = given;
  const written = await suppressAddress(
    tx,
    teamId,
    now,
    address ?? email?.to_address ?? person.email_address ?? '',
    {
      cadenceId: null,
      reason,
      note: note?.slice(0, 500) ?? null,
      byUserId: given.byUserId ?? null,
      emailId: email?.id ?? null,
      personId: person.id,
      fromMessage: true,
    },
  );
  if (written?.made) effect.suppressions.push(written.id);
  if (written?.before)
    (effect.upgraded ??= []).push({ id: written.id, before: written.before, after: reason });
}
