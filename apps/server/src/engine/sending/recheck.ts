import { type Said, say } from '../../domain/said.js';
import { sql } from 'kysely';
import type { Db } from '../../db/connect.js';
import { type AskedAddress, listSuppressed, suppressedReason } from '../../domain/suppressions/index.js';
import { addressKey } from '../../kernel/address.js';
import { languageOfRecipient, type OptOutLanguage } from '../../kernel/opt-out-words.js';
import type { ComposedAttachment, ComposedCalendar } from '../../mail/compose.js';
import type { ClaimedEmail } from './claim-emails.js';

/** What is read once more right before a message leaves. */
export interface Recheck {
  /** Why it must not go out any more, for the rep; undefined when it may. `again`: an automatic step makes it anew. */
  stop: { reason: Said; again?: boolean } | undefined;
  sandbox: boolean;
  /** The team has windows, holidays or absences (teams.schedule_version): engine/planning/next-open.ts may have something to say. */
  scheduled: boolean;
  /** The opt-out link stands in the text too (cadences.opt_out_link_included). */
  optOutLink: boolean;
  /** Of the opt-out line. */
  language: OptOutLanguage;
  /** Stands below an e-mail that one can opt out of; null: the team has none. */
  postalAddress: string | null;
  /** Where the open pixel and tracked links are served; null: PUBLIC_URL. */
  trackingDomain: string | null;
  /** Those of its recipients who have it already or are tried for themselves (engine/sending/copies.ts), in the form they are compared in. */
  delivered: ReadonlySet<string>;
  /** Copies to the rep's own archive that must not be sent: left out, the person's message goes. */
  suppressedCopies: readonly { address: string; reason: string }[];
}

interface Row {
  team_id: number;
  id: number;
  sandbox: boolean;
  scheduled: boolean;
  person_deleted: boolean;
  do_not_contact: boolean;
  left_cadence: boolean;
  opt_out_link: boolean;
  country: string | null;
  to_address: string;
  postal_address: string | null;
  answers: boolean;
  mailbox_removed: boolean;
  tracking_domain: string | null;
  corrected: boolean;
  delivered: string[];
}

/** Reads, in two or three statements for the whole batch, what may have changed since each e-mail was queued. */
export async function recheckBeforeSend(db: Db, claims: readonly ClaimedEmail[]): Promise<Recheck[]> {
  if (claims.length === 0) return [];
  const rows = await readContexts(db, claims);
  const asked = claims.map(
    ({ email }, index): AskedAddress => ({
      teamId: email.team_id,
      addresses: [email.to_address, ...email.cc, ...(ownCopies(email) ? [] : email.bcc)],
      cadenceId: email.cadence_id,
      conversation: rows[index]?.answers ?? false,
    }),
  );
  const copied = claims.flatMap(({ email }, index) =>
    ownCopies(email) ? email.bcc.map((address) => ({ index, address, teamId: email.team_id })) : [],
  );
  const asCopy = ({ address, teamId }: { address: string; teamId: number }): AskedAddress => ({
    teamId,
    addresses: [address],
    cadenceId: null,
    conversation: true,
  });
  const found = await listSuppressed(db, [...asked, ...copied.map(asCopy)]);
  return claims.map((_, index) => {
    const row = rows[index];
    const blocked = found[index];
    const suppressedCopies = copied.flatMap((copy, at) => {
      const suppressed = copy.index === index ? found[asked.length + at] : undefined;
      return suppressed ? [{ address: copy.address, reason: suppressedReason(suppressed).text }] : [];
    });
    return {
      stop: reasonToStop(row) ?? (blocked && { reason: suppressedReason(blocked) }),
      sandbox: row?.sandbox ?? false,
      scheduled: row?.scheduled ?? true,
      optOutLink: row?.opt_out_link ?? false,
      language: languageOfRecipient(row?.country ?? null, row?.to_address ?? ''),
      postalAddress: row?.postal_address ?? null,
      trackingDomain: row?.tracking_domain ?? null,
      delivered: new Set([
        ...(row?.delivered ?? []),
        ...suppressedCopies.map(({ address }) => addressKey(address)),
      ]),
      suppressedCopies,
    };
  });
}

/** A step's blind copy goes to the rep's own archive (users.bcc_email_address): that it is gone must not stop all they send. */
const ownCopies = ({ action_id }: ClaimedEmail['email']): boolean => action_id !== null;

function reasonToStop(row: Row | undefined): Recheck['stop'] {
  if (!row || row.person_deleted) return { reason: say('email_stopped', { why: 'person_deleted' }) };
  if (row.do_not_contact) return { reason: say('email_stopped', { why: 'do_not_contact' }) };
  if (row.left_cadence) return { reason: say('email_stopped', { why: 'left_cadence' }) };
  if (row.corrected) return { reason: say('email_stopped', { why: 'address_changed' }), again: true };
  if (row.mailbox_removed) return { reason: say('email_stopped', { why: 'mailbox_removed' }), again: true };
  return undefined;
}

/**
 * Looked up row by row (OFFSET keeps the order): for eight tables, some with dozens of indexes, PostgreSQL weighs each order
 * of joining, and plans for longer than it reads.
 */
async function readContexts(db: Db, claims: readonly ClaimedEmail[]): Promise<(Row | undefined)[]> {
  const { rows } = await sql<Row>`
    SELECT e.team_id, e.id, t.sandbox, t.schedule_version <> 0 AS scheduled, p.deleted_at IS NOT NULL AS person_deleted,
      p.do_not_contact OR coalesce(a.do_not_contact, false) AS do_not_contact,
      e.state = 'queued' AND coalesce(m.currently_on_cadence = false, false) AS left_cadence,
      coalesce(c.opt_out_link_included, false) AS opt_out_link,
      coalesce(nullif(p.work_country, ''), nullif(p.country, '')) AS country, e.to_address, t.postal_address,
      e.action_id IS NULL AND NOT e.marketing AS answers,
      e.mailbox_id IS NOT NULL AND b.id IS NULL AS mailbox_removed,
      e.state = 'queued' AND CASE WHEN e.action_id IS NOT NULL THEN address_key(p.email_address) IS DISTINCT FROM address_key(e.to_address)
        ELSE e.marketing AND address_key(e.to_address) <> ALL(array_remove(ARRAY[address_key(p.email_address), address_key(p.secondary_email_address), address_key(p.personal_email_address)], NULL)) END IS TRUE AS corrected,
      CASE WHEN e.attempts = 0 THEN '{}' ELSE ARRAY(SELECT x.address FROM email_recipients x
        WHERE x.team_id = e.team_id AND x.email_id = e.id) END AS delivered,
      coalesce(nullif(b.tracking_domain, ''), nullif(t.custom_tracking_domain, '')) AS tracking_domain
    FROM unnest(${claims.map(({ email }) => email.team_id)}::bigint[], ${claims.map(({ email }) => email.id)}::bigint[]) k (team_id, id)
    JOIN emails e ON e.team_id = k.team_id AND e.id = k.id
    JOIN teams t ON t.id = e.team_id
    JOIN LATERAL (SELECT p.deleted_at, p.do_not_contact, p.account_id, p.work_country, p.country, p.email_address, p.secondary_email_address, p.personal_email_address
      FROM people p WHERE p.team_id = e.team_id AND p.id = e.person_id OFFSET 0) p ON true
    LEFT JOIN LATERAL (SELECT a.do_not_contact FROM accounts a WHERE a.team_id = e.team_id AND a.id = p.account_id OFFSET 0) a ON true
    LEFT JOIN LATERAL (SELECT m.currently_on_cadence FROM cadence_memberships m WHERE m.team_id = e.team_id AND m.id = e.membership_id OFFSET 0) m ON true
    LEFT JOIN LATERAL (SELECT c.opt_out_link_included FROM cadences c WHERE c.team_id = e.team_id AND c.id = e.cadence_id OFFSET 0) c ON true
    LEFT JOIN LATERAL (SELECT b.id, b.tracking_domain FROM mailboxes b
      WHERE b.team_id = e.team_id AND b.id = e.mailbox_id AND b.deleted_at IS NULL OFFSET 0) b ON true`.execute(
    db,
  );
  const found = new Map(rows.map((row) => [`${row.team_id} ${row.id}`, row]));
  return claims.map(({ email }) => found.get(`${email.team_id} ${email.id}`));
}

/** What goes with an invitation to a meeting: only e-mails outside of cadences may be one. */
export async function readCalendar(
  db: Db,
  { team_id: teamId, id, action_id: actionId }: Pick<ClaimedEmail['email'], 'team_id' | 'id' | 'action_id'>,
): Promise<ComposedCalendar | undefined> {
  if (actionId !== null) return undefined;
  const { rows } = await sql<ComposedCalendar>`
    SELECT i.method, i.calendar AS content FROM meeting_invitations i WHERE i.team_id = ${teamId} AND i.email_id = ${id}`.execute(
    db,
  );
  return rows[0];
}

/** The files of one e-mail, read when it is composed: they may be large. */
export async function readAttachments(
  db: Db,
  email: Pick<ClaimedEmail['email'], 'team_id' | 'attachment_ids'>,
): Promise<ComposedAttachment[]> {
  if (email.attachment_ids.length === 0) return [];
  const { rows } = await sql<ComposedAttachment & { id: number }>`
    SELECT a.id, a.name, a.content_type, a.content_id, a.content FROM attachments a
    WHERE a.team_id = ${email.team_id} AND a.id = ANY(${email.attachment_ids}::bigint[])`.execute(db);
  const found = new Map(rows.map((row) => [row.id, row]));
  return email.attachment_ids.flatMap((id) => found.get(id) ?? []);
}
