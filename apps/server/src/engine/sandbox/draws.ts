import { REACTION_KINDS, type ReactionKind, type SandboxSettings } from '../../domain/sandbox/index.js';
import { seededRandom } from '../../kernel/seeded-random.js';

/** A delivered message, by what is the same in every run: never by ids. */
export interface Delivered {
  /** Lower case. */
  address: string;
  /** Which message to this person it is: its step, and how often that step came before. */
  ordinal: string;
  deliveredAt: Date;
}

export interface Drawn {
  kind: ReactionKind;
  at: Date;
  note: string | null;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How soon after delivery each happens: at least, and at most. Opens come long after a scanner would. */
const DELAY: Readonly<Record<ReactionKind, readonly [number, number]>> = {
  bounce: [MINUTE, 10 * MINUTE],
  auto_reply: [MINUTE, 3 * MINUTE],
  open: [5 * MINUTE, 20 * HOUR],
  click: [MINUTE, 10 * MINUTE],
  reply: [20 * MINUTE, 44 * HOUR],
  opt_out: [10 * MINUTE, 30 * HOUR],
};

const REPLIES = [
  'Thanks for reaching out. Could you send me two times for a short call next week?',
  'Interesting. What would this cost for a team of twelve?',
  'Not the right moment for us, but thank you for asking.',
  'My colleague in operations looks after this, I have told her about you.',
  'Happy to talk. Tuesday afternoon works for me.',
] as const;

/** Whether anybody does anything about any message. */
export function mayReact(settings: SandboxSettings): boolean {
  return REACTION_KINDS.some((kind) => settings[`${kind}_rate`] > 0);
}

/**
 * What a made-up person does about a message. Every question is drawn by itself from the seed, the person's address and
 * the message, so a changed rate changes nothing else. An address that does not work hears nothing; somebody on leave
 * answers automatically and does nothing more; who opts out does not also reply.
 */
export function drawReactions(settings: SandboxSettings, message: Delivered): Drawn[] {
  const draw = (question: string) => seededRandom(settings.seed, message.address, message.ordinal, question);
  const happens = (kind: ReactionKind) => draw(kind) < settings[`${kind}_rate`];
  const after = (kind: ReactionKind, since = message.deliveredAt): Date => {
    const [least, most] = DELAY[kind];
    const ms = least + draw(`${kind} delay`) * (most - least);
    return new Date(since.getTime() + Math.round(ms / 1000) * 1000);
  };
  if (happens('bounce')) return [{ kind: 'bounce', at: after('bounce'), note: null }];
  if (happens('auto_reply')) {
    const at = after('auto_reply');
    return [{ kind: 'auto_reply', at, note: isoDay(at, 3 + Math.floor(draw('days of leave') * 12)) }];
  }
  const drawn: Drawn[] = [];
  const clicks = happens('click');
  const openedAt = after('open');
  // Who clicks has opened the message.
  if (clicks || happens('open')) drawn.push({ kind: 'open', at: openedAt, note: null });
  if (clicks) drawn.push({ kind: 'click', at: after('click', openedAt), note: null });
  if (happens('opt_out')) drawn.push({ kind: 'opt_out', at: after('opt_out'), note: null });
  else if (happens('reply'))
    drawn.push({
      kind: 'reply',
      at: after('reply'),
      note: REPLIES[Math.floor(draw('words') * REPLIES.length)] ?? REPLIES[0],
    });
  return drawn.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** The day `days` after a moment, YYYY-MM-DD. */
export function isoDay(from: Date, days: number): string {
  return new Date(from.getTime() + days * DAY).toISOString().slice(0, 10);
}
