import type { Tx } from '../db/connect.js';
import type { Principal } from '../kernel/principal.js';

/** A unit of work of a write: its transaction, who asks, and the one moment it happens at. */
export interface Command {
  readonly tx: Tx;
  readonly principal: Principal;
  readonly now: Date;
}
