import type { Db } from '../../db/connect.js';
import type { Principal } from '../../kernel/principal.js';
import { requireAdmin } from './commands.js';
import { goesOn, isAdvancing, nextDueAt, readSandboxTeam, type SandboxTeam } from './queries.js';

/** A team as a sandbox, with what is due next in it. */
export type SandboxStatus = SandboxTeam & { readonly nextDueAt: Date | null };

/** @throws AppError forbidden */
export async function sandboxStatus(db: Db, principal: Principal): Promise<SandboxStatus> {
  requireAdmin(principal);
  const { teamId } = principal;
  const team = await readSandboxTeam(db, teamId);
  const due = await nextDueAt(db, teamId);
  const advance = team.advance && { ...team.advance };
  // A process that was killed could not say so. (What goes on by itself is taken up by another one.)
  if (advance?.state === 'running' && !goesOn(advance) && !(await isAdvancing(db, teamId))) {
    advance.state = 'failed';
    advance.error = 'The server stopped on the way: advance again to go on.';
  }
  return { ...team, advance, nextDueAt: due };
}
