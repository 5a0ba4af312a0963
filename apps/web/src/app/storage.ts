import { createStore, del, entries, get, set } from 'idb-keyval';
import { boot } from './boot';

/** What this browser keeps for this user: other users of the same browser see nothing of it. */
const kept = createStore(`cadenza-${boot.me.guid}`, 'kept');

/** Whether something could be kept: a browser may refuse (a private window, a full disk). */
export const keep = (key: string, value: unknown): Promise<boolean> =>
  set(key, value, kept).then(
    () => true,
    () => false,
  );
export const recall = <T>(key: string): Promise<T | undefined> => get<T>(key, kept).catch(() => undefined);
export const forget = (key: string): Promise<void> => del(key, kept).catch(() => undefined);
/** Everything whose key begins so. */
export const allKept = async <T>(prefix: string): Promise<T[]> =>
  (await entries<string, T>(kept).catch(() => []))
    .filter(([key]) => key.startsWith(prefix))
    .map(([, value]) => value);
