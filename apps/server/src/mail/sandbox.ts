import { setImmediate } from 'node:timers/promises';
import type { Mailer, OutgoingMessage, SendResult } from '../engine/ports.js';

/** Where sandbox messages are kept: structurally the Database of db/connect.ts, which mail does not import. */
export interface SandboxStore {
  readonly pool: { query(text: string, values: unknown[]): Promise<unknown> };
}

/** Messages written in one statement. */
const BATCH = 100;

interface Waiting {
  message: OutgoingMessage;
  raw: Buffer;
  taken(result: SendResult): void;
  failed(error: unknown): void;
}

/**
 * The transport of sandbox teams: nothing leaves the machine, each message is kept as it would have gone out (table
 * sandbox_messages, shown on /sandbox). It takes the place of a mail server, so it writes on its own, outside of the
 * engine's transactions, and can fail or crash at the same moments. Messages are kept in the order they came; those
 * that come while a statement runs go into the next one together.
 */
export function sandboxMailer(store: SandboxStore): Mailer {
  const waiting: Waiting[] = [];
  let running = false;

  async function drain(): Promise<void> {
    running = true;
    // What is handed over in the same turn goes together.
    await setImmediate();
    while (waiting.length > 0) {
      const batch = waiting.splice(0, BATCH);
      try {
        await keep(store, batch);
        for (const { taken } of batch) taken({ kind: 'sent', reply: '250 2.0.0 kept in the mail sandbox' });
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    running = false;
  }

  return {
    send: async (message) => {
      let raw: Buffer;
      try {
        raw = await message.compose();
      } catch (error) {
        return { kind: 'unsendable', reason: error instanceof Error ? error.message : String(error) };
      }
      if (!(await message.begin())) return { kind: 'withdrawn' };
      return new Promise((resolve, reject) => {
        waiting.push({ message, raw, taken: resolve, failed: reject });
        if (!running) void drain();
      });
    },
    close: async () => undefined,
  };
}

async function keep({ pool }: SandboxStore, batch: readonly Waiting[]): Promise<void> {
  const messages = batch.map(({ message }) => message);
  await pool.query(
    `INSERT INTO sandbox_messages (team_id, delivered_at, message_id, envelope_from, envelope_to, subject, raw)
    SELECT team_id, delivered_at, message_id, envelope_from, ARRAY(SELECT jsonb_array_elements_text(envelope_to::jsonb)), subject, raw
    FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[]) WITH ORDINALITY
      AS m (team_id, delivered_at, message_id, envelope_from, envelope_to, subject, raw, n) ORDER BY n`,
    [
      messages.map(({ teamId }) => teamId),
      messages.map(({ now }) => now),
      messages.map(({ messageId }) => messageId),
      messages.map(({ envelope }) => envelope.from),
      messages.map(({ envelope }) => JSON.stringify(envelope.to)),
      messages.map(({ subject }) => subject),
      batch.map(({ raw }) => raw),
    ],
  );
}
