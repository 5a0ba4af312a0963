import { changesCallers } from '../db/callers.js';
import {
  beginTwoFactor,
  changePassword,
  confirmPassword,
  disableTwoFactor,
  enableTwoFactor,
  findAccountByGuid,
  renewRecoveryCodes,
  requireNoApp,
  requireUser,
  requireWhole,
  tryCode,
  twoFactorOf,
  useCode,
} from '../domain/identity/index.js';
import { requireAdmin } from '../domain/records.js';
import { write } from '../db/write.js';
import { invalid, notFound } from '../kernel/errors.js';
import { sealedText } from '../kernel/sealed-json.js';
import type { Sealer } from '../kernel/sealed.js';
import { type Handlers, type Outside, said } from './handler-types.js';
import { wireTime } from './wire-time.js';

const WHAT = 'Passwords and two-factor sign-in';

type Wanted =
  | 'begin_two_factor'
  | 'change_password'
  | 'disable_two_factor'
  | 'enable_two_factor'
  | 'renew_recovery_codes'
  | 'reset_two_factor'
  | 'two_factor';

/**
 * What the tries of whoever is signed in count by: one count for all sessions and keys of a user. Each of its own would be no
 * limit: a key makes further keys, and a session that goes to the demo and back is another one.
 */
const SIGNED_IN = 'signed in';

/** The address of the caller. An application that somebody let in does not change how they sign in. @throws AppError forbidden */
async function ownAddress({ app, principal }: Pick<Outside, 'app' | 'principal'>): Promise<string> {
  requireNoApp(principal, WHAT);
  const account = await findAccountByGuid(app.database.kysely, principal.userGuid);
  if (!account) throw notFound();
  return account.email;
}

/** @returns the address. @throws AppError forbidden, invalid, rate_limited */
async function confirmed(outside: Outside, password: string): Promise<string> {
  const { app } = outside;
  const email = await ownAddress(outside);
  // Passwords are tried, and codes last, by the wall clock.
  await confirmPassword(app.database.kysely, { email, password, caller: SIGNED_IN }, app.clock.now());
  return email;
}

const told = (sealer: Sealer, codes: readonly string[]) =>
  said({ codes: codes.map((code) => sealedText(sealer, code)) });

/** How one signs in: for whoever is signed in, who gives the password again, or a code. */
export const twoFactorOperations: Pick<Handlers['operations'], Wanted> = {
  change_password: {
    act: async (outside, { body }) => {
      const { app, principal } = outside;
      const email = await ownAddress(outside);
      const input = { email, password: body.current_password, newPassword: body.password };
      const caller = { caller: SIGNED_IN, keep: principal.session };
      await changePassword(app.database.kysely, principal, { ...input, ...caller }, app.clock.now());
      return async (command) => {
        changesCallers(command.tx);
        return said({})(command);
      };
    },
  },
  two_factor: {
    read: async ({ app, principal }) => {
      requireNoApp(principal, WHAT);
      const state = await twoFactorOf(app.database.kysely, principal);
      return JSON.stringify({
        enabled: state.enabledAt !== null,
        enabled_at: state.enabledAt && wireTime(state.enabledAt, principal.timeZone),
        recovery_codes_left: state.recoveryCodesLeft,
        required: state.required,
      });
    },
  },
  begin_two_factor: {
    act: async (outside, { body }) => {
      const { app, principal, sealer } = outside;
      const email = await confirmed(outside, body.password);
      const begun = beginTwoFactor(sealer, principal, email, app.clock.now());
      return said({
        secret: sealedText(sealer, begun.secret),
        uri: sealedText(sealer, begun.uri),
        setup: begun.setUp,
        expires_at: wireTime(begun.endsAt, principal.timeZone),
      });
    },
  },
  enable_two_factor: {
    act: async ({ app, principal, sealer }, { body }) => {
      requireNoApp(principal, WHAT);
      const db = app.database.kysely;
      const now = app.clock.now();
      const given = { setUp: body.setup, code: body.code, first: false };
      const codes = await tryCode(db, principal, { now, browser: SIGNED_IN }, () =>
        write(db, principal, (tx) => enableTwoFactor(tx, sealer, principal, given, now)),
      );
      return told(sealer, codes);
    },
  },
  renew_recovery_codes: {
    act: async ({ app, principal, sealer }, { body }) => {
      requireNoApp(principal, WHAT);
      const db = app.database.kysely;
      const now = app.clock.now();
      const codes = await tryCode(db, principal, { now, browser: SIGNED_IN }, () =>
        write(db, principal, async (tx) => {
          await useCode(tx, sealer, principal, body.code, now);
          return renewRecoveryCodes(tx, principal);
        }),
      );
      return told(sealer, codes);
    },
  },
  disable_two_factor: {
    act: async (outside, { body }) => {
      const { app, principal } = outside;
      await confirmed(outside, body.password);
      const { required } = await twoFactorOf(app.database.kysely, principal);
      if (required) throw invalid('base', 'your team wants two steps of everybody');
      return async (command) => {
        await disableTwoFactor(command, principal);
        return said({})(command);
      };
    },
  },
  reset_two_factor: {
    write: async (command, { params: { id } }) => {
      const { tx, principal } = command;
      requireAdmin(principal, 'take two-factor sign-in off colleagues');
      requireWhole(principal, WHAT);
      await requireUser(tx, principal.teamId, id);
      await disableTwoFactor(command, { teamId: principal.teamId, userId: id });
      return async () => '{}';
    },
  },
};
