import type { RuleName } from '@cadenza/contract';
import { type Said, say } from '../said.js';
import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { resumeByRule } from '../memberships/planning-rows.js';

/** What the server was started with; a fact nobody wrote yet stands against nothing. */
export interface ServerFacts {
  /** SMTP_URL: the transport of users without a mailbox. */
  smtp_url: 'set' | 'unset';
  /** PUBLIC_URL: where links in e-mails lead. */
  public_url: 'explicit' | 'guessed';
  /** What is unwise about it; '' when nothing is. */
  public_url_warning: string;
}

/** What is unwise about an explicit PUBLIC_URL that is taken all the same; '' when nothing is. */
export function publicUrlWarning(publicUrl: string): string {
  const { protocol, hostname } = new URL(publicUrl);
  const loopback = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  if (loopback || hostname.endsWith('.localhost'))
    return `PUBLIC_URL ${publicUrl} is an address of this machine: links in e-mails lead nobody else here.`;
  if (protocol === 'http:')
    return `PUBLIC_URL ${publicUrl} is not https: mail programs offer no one-click unsubscribe, and links can be read on the way.`;
  return '';
}

/** Of a team t, in SQL and in memory alike: its e-mails leave for people. The others' go to the mail sandbox. */
export const LIVE = sql<boolean>`(NOT t.sandbox)`;
export const isLive = ({ sandbox }: { sandbox: boolean }): boolean => !sandbox;

/** One fact, for statements that decide by it. `sending_held`: since when nothing is sent, after a restore (db/backup/hold.ts). */
export const fact = (name: keyof ServerFacts | 'sending_held') =>
  sql<string | null>`(SELECT f.value FROM server_facts f WHERE f.name = ${sql.lit(name)})`;

/** Why a user without a mailbox sends nothing; null when SMTP_URL serves them, or the sandbox. */
export function noMailboxReason(about: {
  sandbox: boolean;
  smtpUrl: string | null;
  requireMailbox: boolean;
}): Said | null {
  if (!isLive(about)) return null;
  if (about.requireMailbox) return say('no_mailbox', { why: 'required' });
  if (about.smtpUrl === 'unset') return say('no_mailbox', { why: 'no_server' });
  return null;
}

export const NO_PUBLIC_URL = say('public_url', {});

/**
 * At the start of each process that sends, once its facts are written (jobs/facts.ts): what slept because of one that
 * has changed is decided anew. @returns how many actions were woken
 */
export async function wakeByServerFacts(db: Db, facts: ServerFacts, now: Date): Promise<number> {
  const ended: RuleName[] = [];
  if (facts.public_url === 'explicit') ended.push('public_url');
  if (facts.smtp_url === 'set') ended.push('no_mailbox');
  return resumeByRule(db, ended, say('woken', { what: 'server' }), now);
}
