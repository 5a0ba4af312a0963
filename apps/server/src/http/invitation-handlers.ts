import { changesCallers } from '../db/callers.js';
import { write } from '../db/write.js';
import {
  findAccountByGuid,
  nameOfTeam,
  requireNoApp,
  requireWhole,
  sendPasswordLink,
} from '../domain/identity/index.js';
import { requireAdmin } from '../domain/records.js';
import { inviteUser, listInvitations, requireInvited, revokeInvitation } from '../domain/team/index.js';
import { sealedText } from '../kernel/sealed-json.js';
import type { Conclusion, Handlers, Outside } from './handler-types.js';
import { wireTime } from './wire-time.js';

const WHAT = 'Invitations and links';

/**
 * Mails a user a link that sets a password; where that cannot be, the answer has it. Links end by the wall clock.
 * @throws AppError not_found unless it is an active user of the team, rate_limited
 */
async function linkFor(
  { app, principal, sealer }: Outside,
  userId: number,
  invitation: boolean,
): Promise<Conclusion> {
  const db = app.database.kysely;
  const account = await findAccountByGuid(db, principal.userGuid);
  const about = {
    publicUrl: app.config.publicUrl,
    invitation,
    team: await nameOfTeam(db, principal.teamId),
    by: account?.name ?? account?.email ?? 'A colleague',
  };
  const who = { teamId: principal.teamId, userId };
  const send = app.sendSystemMail ?? (async () => false);
  const link = await sendPasswordLink(db, who, about, send, app.clock.now());
  if (!link.mailed && link.refused !== undefined)
    app.log.error({ err: link.refused }, 'password link mail failed');
  const said = link.mailed
    ? { url: null, expires_at: null }
    : { url: sealedText(sealer, link.url), expires_at: wireTime(link.expiresAt, principal.timeZone) };
  return async () => async (_render, base) =>
    JSON.stringify({
      user: { _href: `${base}/v2/users/${userId}`, id: userId },
      email: link.email,
      mailed: link.mailed,
      ...said,
    });
}

type Wanted = 'invitations' | 'invite' | 'password_link' | 'resend_invitation' | 'revoke_invitation';

/** Who is to come in, and how: for admins, with tokens that may do all that whoever comes in may. */
export const invitationOperations: Pick<Handlers['operations'], Wanted> = {
  invitations: {
    read: async ({ app, principal }) => {
      requireNoApp(principal, WHAT);
      const { timeZone } = principal;
      const rows = await listInvitations(app.database.kysely, principal, app.clock.now());
      return JSON.stringify(
        rows.map(({ id, email, name, role_id, created_at, link_expires_at: end }) => ({
          id,
          user: { _href: `${app.config.publicUrl}/v2/users/${id}`, id },
          email,
          name,
          role: { id: role_id },
          created_at: wireTime(created_at, timeZone),
          link_expires_at: end && wireTime(end, timeZone),
        })),
      );
    },
  },
  invite: {
    act: async (outside, { body }) => {
      const { app, principal, now } = outside;
      requireAdmin(principal, 'invite users');
      requireWhole(principal, WHAT);
      const id = await write(app.database.kysely, principal, (tx) =>
        inviteUser({ tx, principal, now }, body),
      );
      return linkFor(outside, id, true);
    },
  },
  resend_invitation: {
    act: async (outside, { params: { id } }) => {
      requireAdmin(outside.principal, 'invite users');
      requireWhole(outside.principal, WHAT);
      await requireInvited(outside.app.database.kysely, outside.principal, id);
      return linkFor(outside, id, true);
    },
  },
  revoke_invitation: {
    write: async (command, { params: { id } }) => {
      requireNoApp(command.principal, WHAT);
      await revokeInvitation(command, id);
      changesCallers(command.tx);
      return async () => '{}';
    },
  },
  password_link: {
    act: async (outside, { params: { id } }) => {
      requireAdmin(outside.principal, 'send links for passwords');
      requireWhole(outside.principal, WHAT);
      return linkFor(outside, id, false);
    },
  },
};
