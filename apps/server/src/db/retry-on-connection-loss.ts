import { setTimeout as delay } from 'node:timers/promises';
import { isConnectionError } from './pg-errors.js';

/** A restarted PostgreSQL answers again within seconds. Milliseconds between attempts, twenty seconds in all. */
const WAITS = [20, 200, 800, 3000, 6000, 10_000];

/**
 * Does `work` again while the connection to the database fails, for as long as a restart takes. Only for work that may
 * be carried out twice, as the answer of a COMMIT may be what was lost. @throws what `work` throws in the end
 */
export async function retryOnConnectionLoss<T>(work: () => Promise<T>): Promise<T> {
  for (const wait of WAITS) {
    try {
      return await work();
    } catch (error) {
      if (!isConnectionError(error)) throw error;
      await delay(wait);
    }
  }
  return work();
}
