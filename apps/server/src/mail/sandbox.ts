import type { Mailer } from '../engine/ports.js';

/** Where sandbox messages are kept: structurally the Database of db/connect.ts, which mail does not import. */
export interface SandboxStore {
  readonly pool: { query(text: string, values: unknown[]): Promise<unknown> };
}

/**
 * The default transport: nothing leaves the machine, each message is kept as it would have gone out (table
 * sandbox_messages, shown on /sandbox). It takes the place of a mail server, so it writes on its own, outside of the
 * engine's transactions, and can fail or crash at the same moments.
 */
export function sandboxMailer(store: SandboxStore): Mailer {
  return {
    send: async ({ teamId, messageId, subject, envelope, raw, now }) => {
      await store.pool.query(
        `INSERT INTO sandbox_messages (team_id, delivered_at, message_id, envelope_from, envelope_to, subject, raw) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [teamId, now, messageId, envelope.from, envelope.to, subject, raw],
      );
      return { kind: 'sent', reply: '250 2.0.0 kept in the mail sandbox' };
    },
    close: async () => undefined,
  };
}
