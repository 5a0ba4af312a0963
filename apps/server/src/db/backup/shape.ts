import { z } from 'zod';
import { damaged } from './envelope.js';

const Table = z.object({ name: z.string(), columns: z.array(z.string()) });
export type Table = z.infer<typeof Table>;

/** What a backup says of itself, before its rows. */
export const Manifest = z.object({
  /** The version that made it, and the server's. */
  cadenza: z.string(),
  postgresql: z.number(),
  /** The moment of its snapshot, by the database's clock (ISO 8601, UTC). */
  snapshot_at: z.string(),
  /** Of the readable head before the body: it belongs to this one. */
  head_sha256: z.string(),
  migrations: z.array(z.object({ version: z.number(), name: z.string(), checksum: z.string() })),
  tables: z.array(Table),
  /** Whether secrets are in it; what was left out otherwise, as `table` or `table.column`. */
  secrets: z.boolean(),
  left_out: z.array(z.string()),
  /** SECRET_KEY and those before it, of an encrypted backup: what sealed the mailbox passwords in it. */
  keys: z.array(z.string()),
});
export type Manifest = z.infer<typeof Manifest>;

export const TableEnd = z.object({
  name: z.string(),
  rows: z.number(),
  bytes: z.number(),
  sha256: z.string(),
});
export type TableEnd = z.infer<typeof TableEnd>;

const Sequence = z.object({ name: z.string(), last: z.number().nullable(), identity: z.boolean() });
export type Sequence = z.infer<typeof Sequence>;
export const Sequences = z.array(Sequence);
export const TableStart = z.object({ name: z.string() });
export const End = z.object({ tables: z.number(), rows: z.number(), sha256: z.string() });

/** A frame's JSON. @throws BootError when it is not of this shape */
export function shaped<T>(shape: z.ZodType<T>, payload: Buffer): T {
  try {
    return shape.parse(JSON.parse(payload.toString('utf8')));
  } catch {
    throw damaged();
  }
}
