import {
  type Call,
  type Callee,
  dialerOf,
  prepareCall,
  shownDialer,
  updateDialer,
} from '../domain/calls/index.js';
import { AppError, invalid } from '../kernel/errors.js';
import type { Principal } from '../kernel/principal.js';
import { type Handlers, type Outside, said } from './handler-types.js';
import { wireTime } from './wire-time.js';

type Dialer = Awaited<ReturnType<typeof dialerOf>>;

const settingsJson = (dialer: Dialer, principal: Principal): string =>
  JSON.stringify({
    ...shownDialer(dialer, principal),
    updated_at: dialer.updated_at && wireTime(dialer.updated_at, principal.timeZone),
  });

/** Whether somebody may be called at a moment, as the wire has it. */
export function hoursJson(
  { hours, zone }: Pick<Callee, 'hours' | 'zone'>,
  { timeZone }: Principal,
  now: Date,
) {
  const { permitted, until, nextAt, because } = hours;
  // (A zone that is none was not known to the hours either.)
  const local = zone === null || permitted === null ? null : wireTime(now, zone);
  return {
    permitted,
    until: until && wireTime(until, timeZone),
    next_at: nextAt && wireTime(nextAt, timeZone),
    local_time: local,
    because: { rule: because.rule, says: because.text, facts: because.facts },
  };
}

/** Tells the dialer of the team whom to call for whom. @throws AppError unavailable when it does not take that */
async function post(
  { app, principal, now }: Outside,
  { dialer, callee, uri }: Call,
  actionId: number | null,
) {
  const { webhook_url: url, webhook_token: token } = dialer;
  if (!app.webhooks || url === null || token === null)
    throw invalid('base', 'the dialer of the team is not set up: PUT /v2/dialer_settings');
  const { teamId, userId, userGuid } = principal;
  const asked = {
    type: 'dial',
    number: callee.number,
    uri,
    person: { id: callee.id, name: callee.name },
    user: { id: userId, guid: userGuid },
    action_id: actionId,
    requested_at: wireTime(now, 'UTC'),
  };
  const problem = await app.webhooks.dial({ teamId, url, token, body: JSON.stringify(asked) });
  if (problem !== undefined) throw new AppError('unavailable', `The call was not begun: ${problem}.`);
}

/** How the team dials, and a call. */
export const dialerOperations: Pick<
  Handlers['operations'],
  'dialer_settings' | 'update_dialer_settings' | 'dial_person'
> = {
  dialer_settings: {
    read: async ({ app, principal }) =>
      settingsJson(await dialerOf(app.database.kysely, principal.teamId), principal),
  },
  update_dialer_settings: {
    write: async (command, { body }) => {
      const json = settingsJson(await updateDialer(command, body), command.principal);
      return async () => json;
    },
  },
  dial_person: {
    act: async (outside, { params: { id }, body }) => {
      const { app, principal, now } = outside;
      const call = await prepareCall(app.database.kysely, principal, id, body, {
        now,
        wall: app.clock.now(),
      });
      const { dialer, callee, uri } = call;
      if (dialer.kind === 'webhook') await post(outside, call, body.action_id ?? null);
      return said({
        kind: dialer.kind,
        number: callee.number,
        uri,
        hours: hoursJson(callee, principal, now),
      });
    },
  },
};
