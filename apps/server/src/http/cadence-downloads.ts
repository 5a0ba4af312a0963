import { exportCadence } from '../domain/cadence-files/index.js';
import { keepFile } from '../domain/files/index.js';
import { AppError, invalid } from '../kernel/errors.js';
import { filePath, linkSigning } from '../kernel/file-token.js';
import type { Answer, Outside } from './handler-types.js';

/** How long the file is kept: its link works for a part of that. */
const KEPT_MS = 3_600_000;
const LARGEST = 100_000_000;

/**
 * POST /v2/cadence_export_downloads: cadences that the caller sees, in one file, and a link to it.
 * @throws AppError invalid for one that is not there, unavailable
 */
export async function downloadCadences(
  reader: Outside,
  { body: { cadence_ids: given } }: { readonly body: { readonly cadence_ids: readonly number[] } },
): Promise<() => Promise<Answer>> {
  const { app, principal } = reader;
  const { files, clock, config, database } = app;
  if (!files) throw new AppError('unavailable', 'Files cannot be kept or read at the moment');
  const ids = [...new Set(given)];
  if (ids.length === 0) throw invalid('cadence_ids', 'names no cadence');
  const texts: string[] = [];
  for (const id of ids) {
    const text = await exportCadence(reader, id).catch((error: unknown) => {
      if (error instanceof AppError && error.kind === 'not_found')
        throw invalid('cadence_ids', `names no cadence: ${id}`);
      throw error;
    });
    texts.push(`{"id":${id},${text.slice(1)}`);
  }
  const wall = clock.now();
  const name =
    ids.length === 1 ? `cadence-${ids[0]}.json` : `cadences-${wall.toISOString().slice(0, 10)}.json`;
  const file = {
    teamId: principal.teamId,
    purpose: 'export' as const,
    name,
    contentType: 'application/json; charset=utf-8',
    expiresAt: new Date(wall.getTime() + KEPT_MS),
  };
  const whole = Buffer.from(`{"cadences":[${texts.join(',\n')}]}\n`);
  const kept = await keepFile(database.kysely, files, file, one(whole), { limit: LARGEST, now: wall });
  const link = filePath(
    { kind: 'file', teamId: principal.teamId, id: kept.id },
    linkSigning(config.secretKey, principal.teamId, wall),
  );
  const told = { download_url: `${config.publicUrl}${link}`, name, bytes: kept.bytes, cadences: ids.length };
  return async () => async () => JSON.stringify(told);
}

async function* one(chunk: Buffer): AsyncGenerator<Buffer> {
  yield chunk;
}
