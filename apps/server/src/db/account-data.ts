import { sql } from 'kysely';
import type { Tx } from './connect.js';
import { type Counts, names } from './person-data.js';

/** Notes about an account, and its own words in the bodies and answers that are kept. */
const noteOf = (id: number) => sql`account_id = ${id}`;

/** How many rows tell of an account. */
export async function countAccount(tx: Tx, teamId: number, id: number): Promise<Counts> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::integer AS n FROM notes WHERE team_id = ${teamId} AND ${noteOf(id)}`.execute(tx);
  const notes = rows[0]?.n ?? 0;
  return { accounts: 1, ...(notes > 0 && { notes }) };
}

/**
 * Empties an account, which has its new name already: all that is known of it but its numbers and who looks after it.
 * @returns what was emptied, and by which texts it is known where its record was kept
 */
export async function eraseAccount(
  tx: Tx,
  teamId: number,
  id: number,
): Promise<{ counts: Counts; texts: string[] }> {
  const { rows } = await sql<{ texts: string[] }>`
    SELECT array_remove(ARRAY[lower(domain), lower(website), lower(phone), lower(linkedin_url)], NULL) AS texts
    FROM accounts WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
  const texts = (rows[0]?.texts ?? []).filter((text) => text.length >= 6);
  texts.push(`/v2/accounts/${id}"`);
  const counts = await countAccount(tx, teamId, id);
  await sql`
    UPDATE accounts SET domain = NULL, conversational_name = NULL, description = NULL, phone = NULL, website = NULL, linkedin_url = NULL,
      twitter_handle = NULL, street = NULL, city = NULL, state = NULL, postal_code = NULL, country = NULL, locale = NULL, industry = NULL,
      company_type = NULL, founded = NULL, revenue_range = NULL, size = NULL, crm_id = NULL, crm_object_type = NULL, owner_crm_id = NULL,
      custom_fields = '{}', tags = '{}'
    WHERE team_id = ${teamId} AND id = ${id}`.execute(tx);
  await sql`UPDATE notes SET content = '', subject = '' WHERE team_id = ${teamId} AND ${noteOf(id)}`.execute(
    tx,
  );
  for (const table of ['search_words', 'search_records'])
    await sql`DELETE FROM ${sql.table(table)} WHERE team_id = ${teamId} AND kind = 2 AND record_id = ${id}`.execute(
      tx,
    );
  await sql`DELETE FROM account_do_not_contact_wishes WHERE team_id = ${teamId} AND account_id = ${id}`.execute(
    tx,
  );
  await sql`UPDATE import_rows SET undo = NULL WHERE team_id = ${teamId} AND account_id = ${id}`.execute(tx);
  await sql`UPDATE merges SET undo = NULL, left_over = NULL WHERE team_id = ${teamId} AND kind = 'account' AND (into_id = ${id} OR from_id = ${id})`.execute(
    tx,
  );
  const says = (column: string) =>
    sql`(EXISTS (SELECT FROM unnest(${texts}::text[]) x WHERE position(x IN lower(${sql.ref(column)})) > 0)
      OR ${names(sql.ref(column), 'account_id', id)})`;
  await sql`UPDATE idempotency_keys SET body = '{"data":null}' WHERE team_id = ${teamId} AND ${says('body')}`.execute(
    tx,
  );
  await sql`UPDATE webhook_deliveries SET body = '{}', answer = NULL WHERE team_id = ${teamId} AND ${says('body')}`.execute(
    tx,
  );
  return { counts, texts };
}
