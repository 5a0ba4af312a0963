import type { Tx } from './connect.js';

const changing = new WeakSet<Tx>();

/**
 * Said by whoever writes what a caller is (zone, role, group, rights of the team): answers about callers that this
 * process has cached are forgotten when the transaction is committed. Other processes hear of it from PostgreSQL
 * (migration 0003), a moment later than whose own next request may come.
 */
export const changesCallers = (tx: Tx): void => void changing.add(tx);

/** Whether a transaction changed what a caller is. */
export const callersChanged = (tx: Tx): boolean => changing.has(tx);
