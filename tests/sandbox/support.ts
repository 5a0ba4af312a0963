import { write } from '../../apps/server/src/db/write.js';
import type { Caller, TestServer } from '../support/server.js';

/** An admin of a team that is a sandbox. */
export async function sandboxTeam(
  server: TestServer,
  settings: Record<string, unknown> = {},
): Promise<Caller> {
  const admin = await server.team();
  const saved = await admin.call('PUT', '/v2/sandbox', { enabled: true, ...settings });
  if (saved.status !== 200) throw new Error(saved.text);
  return admin;
}

export interface Letter {
  day: number;
  subject?: string;
  body?: string;
  /** HH:MM; absent: a delay of no minutes. */
  at?: string;
  /** Type of a manual step in place of an automatic e-mail. */
  manual?: 'Phone' | 'Other';
}

/** A cadence made as a cadence file is imported. @returns its id */
export async function cadence(
  server: TestServer,
  admin: Caller,
  letters: readonly Letter[],
  settings: object = {},
): Promise<number> {
  const answer = await admin.call('POST', '/v2/cadence_imports', {
    settings: {
      name: 'Rehearsal',
      cadence_function: 'outbound',
      remove_replied: true,
      remove_bounced: true,
      ...settings,
    },
    sharing_settings: { team_cadence: true, shared: true },
    cadence_content: {
      step_groups: letters.map(({ day, subject = `Letter ${day}`, body, at, manual }) => ({
        day,
        automated: manual === undefined,
        due_immediately: false,
        ...(manual === undefined
          ? {
              automated_settings:
                at === undefined
                  ? { send_type: 'after_time_delay', delay_time: 0, allow_send_on_weekends: true }
                  : {
                      send_type: 'at_time',
                      time_of_day: at,
                      timezone_mode: 'user',
                      allow_send_on_weekends: true,
                    },
            }
          : {}),
        steps: [
          manual === undefined
            ? {
                type: 'Email',
                enabled: true,
                name: subject,
                type_settings: {
                  email_template: {
                    title: subject,
                    subject,
                    body: body ?? '<p>Dear {{first_name}}, <a href="https://example.com/offer">look</a></p>',
                  },
                },
              }
            : { type: manual, enabled: true, name: manual, type_settings: { instructions: 'Do it' } },
        ],
      })),
    },
  });
  if (answer.status !== 200) throw new Error(answer.text.slice(0, 500));
  const { id } = answer.body.data.cadence;
  await server.database.kysely
    .updateTable('cadences')
    .set({ open_tracking: true, click_tracking: true })
    .where('team_id', '=', admin.principal.teamId)
    .where('id', '=', id)
    .execute();
  return id;
}

/** People of a team put on a cadence, the same in every run. @returns their ids */
export async function people(
  server: TestServer,
  admin: Caller,
  cadenceId: number,
  count: number,
): Promise<number[]> {
  const { teamId } = admin.principal;
  const now = server.clock.now();
  const rows = Array.from({ length: count }, (_, n) => ({
    team_id: teamId,
    created_at: now,
    updated_at: now,
    first_name: `Pat${n}`,
    last_name: 'Person',
    email_address: `pat${n}@customer.test`,
    owner_id: admin.principal.userId,
  }));
  const made = await write(server.database.kysely, teamId, (tx) =>
    tx.insertInto('people').values(rows).returning('id').execute(),
  );
  for (const { id } of made) {
    const added = await admin.call('POST', '/v2/cadence_memberships', {
      person_id: id,
      cadence_id: cadenceId,
    });
    if (added.status !== 200) throw new Error(added.text);
  }
  return made.map(({ id }) => id);
}
