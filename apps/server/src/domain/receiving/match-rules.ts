import type { Match, MatchCriteria } from './types.js';

/** Messages sent and recorded within this time of each other, to the same person under the same subject, are one. */
export const COPY_WITHIN_MS = 15 * 60_000;

/** Delivery is given up after five days at most: a later report is not about our newest e-mail. */
export const REPORT_WITHIN_MS = 8 * 86_400_000;

export interface FoundEmail {
  id: number;
  person_id: number;
  membership_id: number | null;
  user_id: number;
}

/** An e-mail found by a Message-ID the message names. */
export interface IdHit extends FoundEmail {
  message_id: string;
  /** ledger: it is the e-mail's own; received: that of a message that belongs to it, or of its copy under another id. */
  source: 'ledger' | 'received';
}

/** One of the newest e-mails to a person who has the address; id null: the person never got one. */
export interface AddressHit {
  person_id: number;
  address: string;
  id: number | null;
  membership_id: number | null;
  user_id: number | null;
  subject: string | null;
  sent_at: Date | null;
}

/** Message-IDs a message names, the strongest first. */
export function namedIds(message: MatchCriteria): string[] {
  const { classification, inReplyTo, references } = message;
  const named = [classification.originalMessageId, inReplyTo, ...references.toReversed()];
  return [...new Set(named.filter((id): id is string => id !== null))].slice(0, 25);
}

/** The addresses by which a message without a known Message-ID is looked up. */
export function addressesOf(message: MatchCriteria): string[] {
  if (message.classification.originalRecipient !== null) return [message.classification.originalRecipient];
  if (message.classification.kind === 'own') return message.role === 'sent' ? message.to.slice(0, 20) : [];
  return message.from === null ? [] : [message.from.address];
}

/** The best of what was found by Message-ID; undefined when nothing was. */
export function matchById(message: MatchCriteria, hits: readonly IdHit[]): Match | undefined {
  const self = hits.find((hit) => hit.message_id === message.messageId && hit.source === 'ledger');
  if (self)
    return about(self, 'message_id', `It is a copy of our e-mail ${self.id}: it has its Message-ID.`, true);
  for (const id of namedIds(message)) {
    const hit =
      hits.find((each) => each.message_id === id && each.source === 'ledger') ??
      hits.find((each) => each.message_id === id);
    if (hit === undefined) continue;
    if (hit.source === 'received')
      return about(
        hit,
        'thread',
        `It refers to ${id}, a message of the conversation about our e-mail ${hit.id}.`,
      );
    return id === message.classification.originalMessageId || id === message.inReplyTo
      ? about(hit, 'message_id', `It names ${id}, the Message-ID of our e-mail ${hit.id}.`)
      : about(hit, 'references', `Its references name ${id}, the Message-ID of our e-mail ${hit.id}.`);
  }
  return undefined;
}

/** The best of what was found by address: the same thread, or else the newest e-mail. undefined: nobody has the address. */
export function matchByAddress(message: MatchCriteria, hits: readonly AddressHit[]): Match | undefined {
  if (message.classification.kind === 'own') return copyOf(message, hits);
  const sent = hits.filter(
    (hit) =>
      hit.id !== null &&
      hit.sent_at !== null &&
      hit.sent_at.getTime() <= message.receivedAt.getTime() + COPY_WITHIN_MS,
  );
  const newestFirst = sent.toSorted((a, b) => (b.sent_at?.getTime() ?? 0) - (a.sent_at?.getTime() ?? 0));
  const report = message.classification.originalRecipient !== null;
  const thread = report
    ? undefined
    : newestFirst.find((hit) => hit.subject !== '' && hit.subject === message.threadSubject);
  if (thread)
    return about(thread, 'thread', `${thread.address} got our e-mail ${thread.id} under the same subject.`);
  const oldest =
    message.classification.kind === 'bounce' ? message.receivedAt.getTime() - REPORT_WITHIN_MS : 0;
  const newest = newestFirst.find((hit) => (hit.sent_at?.getTime() ?? 0) >= oldest);
  if (newest)
    return about(
      newest,
      report ? 'recipient' : 'sender',
      report
        ? `The report names ${newest.address}, and our newest e-mail to this address is ${newest.id}.`
        : `${newest.address} wrote it, and our newest e-mail to this address is ${newest.id}.`,
    );
  const known = hits[0];
  return (
    known && {
      ...about(known, report ? 'recipient' : 'sender', `${known.address} is the address of a known person.`),
      emailId: null,
      membershipId: null,
    }
  );
}

/** A message of our sent folder: a copy of the ledger's under another Message-ID (some servers write their own), or written by hand. */
function copyOf(message: MatchCriteria, hits: readonly AddressHit[]): Match | undefined {
  const near = (hit: AddressHit) =>
    hit.sent_at !== null && Math.abs(hit.sent_at.getTime() - message.receivedAt.getTime()) <= COPY_WITHIN_MS;
  const copy = hits.find((hit) => hit.id !== null && near(hit) && hit.subject === message.threadSubject);
  if (copy)
    return about(
      copy,
      'thread',
      `It is a copy of our e-mail ${copy.id}: same person, subject and time, under a Message-ID the mail server wrote.`,
      true,
    );
  const person = hits[0];
  return (
    person && {
      ...about(person, 'recipient', `It was written to ${person.address}, the address of a known person.`),
      emailId: null,
      membershipId: null,
    }
  );
}

function about(
  hit: { id: number | null; person_id: number; membership_id: number | null; user_id: number | null },
  by: Match['by'],
  evidence: string,
  copy = false,
): Match {
  return {
    personId: hit.person_id,
    emailId: hit.id,
    membershipId: hit.membership_id,
    userId: hit.user_id,
    by,
    evidence,
    copy,
  };
}
