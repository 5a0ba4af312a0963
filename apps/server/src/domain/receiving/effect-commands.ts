import type { FactsOf } from '../facts.js';
import { type Said, say } from '../said.js';
import type { Tx } from '../../db/connect.js';
import { append } from '../../events/outbox.js';
import { addressKey } from '../../kernel/address.js';
import { settleByEvidence } from '../activities/index.js';
import {
  exitFor,
  type ExitOptions,
  lockAccountOf,
  lockPerson,
  lockStanding,
  pauseMembership,
  type Person,
} from '../memberships/index.js';
import { suppressAddress } from '../suppressions/index.js';
import { count } from './count-commands.js';
import { type Effect, noEffect } from './effect.js';
import { pauseEnd } from './pause-rules.js';
import type { Match, Received } from './types.js';

/** Below this a judgement is shown, and nothing happens because of it. */
const SURE = 0.6;

type ExitEvent = Parameters<typeof exitFor>[2];
type Settled = NonNullable<Awaited<ReturnType<typeof settleByEvidence>>>;

interface Scene {
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
}

/**
 * Does what follows from a message that is matched: counters, stages, leaving the cadence, pausing, suppression. All
 * of it in the caller's transaction. @returns what changed, for undoing
 */
export async function applyEffect(
  tx: Tx,
  teamId: number,
  now: Date,
  message: Received,
  match: Match,
): Promise<Effect> {
  const effect = noEffect();
  if (message.judged.kind === 'reply') await lockAccountOf(tx, teamId, match.personId);
  // Person first, then membership, action and e-mail: the order everyone locks in.
  const found =
    match.emailId === null
      ? undefined
      : await settleByEvidence(tx, teamId, match.emailId, now, evidenceOf(message, match));
  const person = await lockPerson(tx, teamId, match.personId);
  if (!person) return effect;
  if (found?.settled) effect.settled_email_id = found.email.id;
  const scene: Scene = {
    tx,
    teamId,
    now,
    message,
    match,
    person,
    email: found?.email,
    effect,
    note: message.judged.evidence[0] ?? null,
  };
  const { kind, confidence } = message.judged;
  if (confidence >= SURE || kind === 'bounce') await DEEDS[kind]?.(scene);
  return effect;
}

/** Whatever came back about an e-mail shows that it left. Only by its Message-ID, or its copy: a guess settles nothing. */
function evidenceOf(message: Received, match: Match): Said | null {
  if (!match.copy && match.by !== 'message_id') return null;
  if (match.copy && message.role !== 'sent') return say('evidence', { what: 'copy' });
  return say('evidence', { what: SETTLED[message.judged.kind] ?? 'answer' });
}

const SETTLED: Readonly<Record<string, FactsOf['evidence']['what']>> = {
  own: 'sent_folder',
  bounce: 'report',
  receipt: 'receipt',
  complaint: 'complaint',
};

const DEEDS: Partial<Record<Received['judged']['kind'], (scene: Scene) => Promise<void>>> = {
  reply: async (scene) => {
    await counted(scene, 'reply');
    // An answer that names no e-mail may be meant for any of them: every cadence decides.
    await exit(scene, 'reply', { reason: say('replied', {}) }, scene.match.by === 'sender');
  },
  auto_reply: (scene) =>
    scene.message.judged.leftCompany === true
      ? exit(scene, 'left_company', { reason: say('left_company', { how: 'auto_reply' }) }, true)
      : pauseAll(scene),
  bounce: bounced,
  complaint: async (scene) => {
    if (!scene.email) return;
    await suppress(scene, 'complaint');
    await exit(
      scene,
      'do_not_contact',
      { reason: say('reported_spam', {}), flags: { do_not_contact: true } },
      true,
    );
  },
  unsubscribe: async (scene) => {
    if (scene.match.emailId !== null) await counted(scene, 'reply');
    await optOut(scene);
  },
  meeting: (scene) => exit(scene, 'meeting_booked', { reason: say('meeting_booked', {}) }, true),
};

async function optOut(scene: Parameters<typeof suppress>[0] & Parameters<typeof exit>[0]): Promise<void> {
  await suppress(scene, 'opt_out');
  await exit(scene, 'opt_out', { reason: say('opted_out', { how: 'wish' }) }, true);
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

async function bounced(scene: Scene): Promise<void> {
  const { message, match, person } = scene;
  const { judged } = message;
  // A warning that the server goes on trying is no bounce yet; a report about nothing we sent may be anybody's.
  if (judged.delayed || !scene.email) return;
  // It returns a message that we did not send: whoever wrote it knows an address, and no e-mail of ours.
  const byAddress = match.by === 'recipient' && judged.inDialogue !== true;
  if (byAddress && judged.originalMessageId !== null) return;
  const about = bouncedAddress(scene);
  if (about.self) await counted(scene, 'bounce');
  if (judged.severity !== 'hard' || judged.confidence < SURE) return;
  // A report that names no message can be written by anybody: the cadence stops, and can be taken up again; the address
  // is not blocked for good.
  if (!byAddress) await suppress(scene, 'hard_bounce', about.address);
  // A late report about an address the person has no longer says nothing about the one they have.
  if (!about.self || addressKey(about.address) !== addressKey(person.email_address ?? '')) return;
  await exit(
    scene,
    'bounce',
    { reason: say('bounced', { status: judged.statusCode, address: true }), flags: { bouncing: true } },
    true,
  );
}

/** Whose address failed: the person's, or one in copy. A report about an address we never wrote to (a forwarding) is about the person's. */
function bouncedAddress({ message, email, person }: Scene): { address: string; self: boolean } {
  const reported = addressKey(message.judged.originalRecipient ?? '');
  const to = addressKey(email?.to_address ?? person.email_address ?? reported);
  const inCopy = [...(email?.cc ?? []), ...(email?.bcc ?? [])].some(
    (address) => addressKey(address) === reported,
  );
  return reported !== '' && reported !== to && inCopy
    ? { address: reported, self: false }
    : { address: to, self: true };
}

async function counted(scene: Scene, as: 'reply' | 'bounce'): Promise<void> {
  const { tx, teamId, person, email, message, now, effect } = scene;
  effect.counted = await count(tx, teamId, as, person, email, message.receivedAt, now);
}

/**
 * Lets the cadence of the matched e-mail decide; with `everywhere`, or when the message belongs to no cadence, every
 * cadence the person is on.
 */
async function exit(
  scene: Pick<Scene, 'tx' | 'teamId' | 'person' | 'now' | 'effect' | 'byUserId'> & {
    match: Pick<Match, 'membershipId'>;
  },
  event: ExitEvent,
  options: ExitOptions,
  everywhere = false,
): Promise<void> {
  const { tx, teamId, person, match, now, effect } = scene;
  const matched = match.membershipId === null ? [] : [match.membershipId];
  const others =
    everywhere || match.membershipId === null ? await liveMemberships(tx, teamId, person.id) : [];
  const ids = [...new Set([...matched, ...others])];
  for (const id of ids) {
    const standing = await lockStanding(tx, teamId, id);
    effect.exits.push(
      await exitFor(tx, standing, event, now, { ...options, byUserId: scene.byUserId ?? null }),
    );
  }
  if (ids.length === 0) await flag(scene, event, options.flags ?? {});
}

/** A person on no cadence: nothing to leave, and still marked. */
async function flag(
  { tx, teamId, person, now, effect }: Pick<Scene, 'tx' | 'teamId' | 'person' | 'now' | 'effect'>,
  event: ExitEvent,
  flags: NonNullable<ExitOptions['flags']>,
): Promise<void> {
  const changed = (Object.entries(flags) as ['bouncing' | 'do_not_contact', boolean][]).filter(
    ([name, value]) => person[name] !== value,
  );
  if (changed.length === 0) return;
  await tx
    .updateTable('people')
    .set({ ...Object.fromEntries(changed), updated_at: now })
    .where('team_id', '=', teamId)
    .where('id', '=', person.id)
    .execute();
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
async function pauseAll({ tx, teamId, person, message, now, effect }: Scene): Promise<void> {
  for (const id of await liveMemberships(tx, teamId, person.id)) {
    const standing = await lockStanding(tx, teamId, id);
    const until = pauseEnd(message.judged.returnsOn, message.receivedAt, standing.zones.user);
    const before = standing.membership.paused_until;
    if (until <= now || (before !== null && before >= until)) continue;
    const back = message.judged.returnsOn;
    const pause = { by: 'auto_reply', back, until: until.toISOString().slice(0, 10) } as const;
    await pauseMembership(tx, standing, until, now, say('membership_paused', pause));
    effect.pauses.push({
      membership_id: id,
      until: until.toISOString(),
      before: before?.toISOString() ?? null,
    });
  }
}

async function suppress(
  scene: Pick<Scene, 'tx' | 'teamId' | 'person' | 'now' | 'effect' | 'note' | 'byUserId'> & {
    email: Pick<Settled['email'], 'id' | 'to_address'> | undefined;
  },
  reason: 'opt_out' | 'hard_bounce' | 'complaint',
  address?: string,
): Promise<void> {
  const { tx, teamId, person, email, note, now, effect } = scene;
  const written = await suppressAddress(
    tx,
    teamId,
    now,
    address ?? email?.to_address ?? person.email_address ?? '',
    {
      cadenceId: null,
      reason,
      note: note?.slice(0, 500) ?? null,
      byUserId: scene.byUserId ?? null,
      emailId: email?.id ?? null,
      personId: person.id,
    },
  );
  if (written?.made) effect.suppressions.push(written.id);
  if (written?.before)
    (effect.upgraded ??= []).push({ id: written.id, before: written.before, after: reason });
}
