import type { Tx } from '../db/connect.js';
import type { Principal } from '../kernel/principal.js';
import type { Sealer } from '../kernel/sealed.js';
import type { TakePlace } from './place-by-hand.js';

/** A unit of work of a write: its transaction, who asks, and the one moment it happens at. */
export type Command = CommandBy<Principal>;

/** A command that asks for no more of who gives it than `Who`: the engine gives some for users who are not there. */
export interface CommandBy<Who extends Partial<Principal>> {
  readonly tx: Tx;
  readonly principal: Who;
  readonly now: Date;
}

/** A unit of work that may store secrets. */
export interface SealingCommand extends Command {
  readonly sealer: Sealer;
}

/** A unit of work that may send e-mails. */
export interface SendingCommand extends SealingCommand {
  /** Gives e-mails sent by hand their mailbox and moment. */
  readonly takePlace: TakePlace;
}
