import { pino } from 'pino';
import { exportLoop } from '../../../apps/server/src/export-parts.js';
import type { FileStore } from '../../../apps/server/src/kernel/file-store.js';
import type { EventWalk } from './walk.js';

/** Lists as files: what asks for one tells of nothing, its end is told of by whoever makes it. */
export async function exported(walk: EventWalk): Promise<void> {
  await walk.make('exports', { list: 'people' });
  const { config, clock, files } = walk.server.context;
  const { database } = walk.server;
  const loop = exportLoop({
    config,
    database,
    clock,
    store: files as FileStore,
    log: pino({ level: 'silent' }),
  });
  await walk.happens('an export is made', async () => {
    await loop.round(clock.now());
    await loop.drain?.();
  });
}
