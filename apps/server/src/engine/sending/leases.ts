import { setInterval as every } from 'node:timers';
import type { Logger } from 'pino';
import type { Database } from '../../db/connect.js';
import { renewEmailLeases } from '../../domain/activities/lease-rows.js';
import type { Clock } from '../../kernel/clock.js';
import { SEND_LEASE_MS } from './begin.js';
import { CLAIM_LEASE_MS, type ClaimedEmail } from './claim-emails.js';

/** A quarter of the shorter lease: three renewals may fail before anybody thinks that we are gone. */
const RENEW_MS = CLAIM_LEASE_MS / 4;

export interface Leases {
  keep(claims: readonly ClaimedEmail[]): void;
  release(claim: ClaimedEmail): void;
}

/**
 * Renews the leases of what this process has in hand for as long as it lives: a server may take ten minutes to answer the
 * final dot, and only a process that is gone leaves a doubt.
 */
export function keepLeases(database: Database, log: Logger, clock: Clock): Leases {
  const held = new Set<ClaimedEmail>();
  let timer: NodeJS.Timeout | undefined;
  let renewing = false;

  async function renew(): Promise<void> {
    // One at a time: a database that does not answer is not asked again and again.
    if (renewing) return;
    renewing = true;
    const claims = [...held];
    const now = clock.now();
    const until = (ms: number) => new Date(now.getTime() + ms);
    try {
      await renewEmailLeases(
        database.kysely,
        claims.map(({ email, token }) => ({ teamId: email.team_id, id: email.id, token })),
        { queued: until(CLAIM_LEASE_MS), sending: until(SEND_LEASE_MS) },
      );
    } catch (error) {
      log.warn({ err: error }, 'leases could not be renewed');
    } finally {
      renewing = false;
    }
  }

  return {
    keep: (claims) => {
      for (const claim of claims) held.add(claim);
      timer ??= every(() => void renew(), RENEW_MS).unref();
    },
    release: (claim) => {
      held.delete(claim);
      if (held.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}
