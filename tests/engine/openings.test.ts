import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type Database } from '../../apps/server/src/db/connect.js';
import { write } from '../../apps/server/src/db/write.js';
import { addToCadence } from '../../apps/server/src/domain/memberships/membership-commands.js';
import { skipStep } from '../../apps/server/src/domain/memberships/movement-commands.js';
import { steps } from '../../apps/server/src/domain/cadences/steps.js';
import type { Command } from '../../apps/server/src/domain/command.js';
import { testDatabase } from '../support/database.js';
import { as, engineOf, memoryMailer, MONDAY, type World, world } from './support.js';

let made: Awaited<ReturnType<typeof testDatabase>>;
let w: World;
/** Told before each statement of `stepped`. */
let before: ((n: number) => Promise<void>) | undefined;
let statements = 0;
let stepped: Database;

class SteppedClient extends pg.Client {
  override query(...args: unknown[]): never {
    const send = () => (super.query as (...all: unknown[]) => unknown)(...args) as never;
    if (typeof args.at(-1) === 'function' || !before) return send();
    statements += 1;
    return before(statements).then(send) as never;
  }
}

beforeAll(async () => {
  made = await testDatabase();
  w = await world(made.database);
  const connection = { ...made.connection, Client: SteppedClient } as unknown as pg.PoolConfig;
  stepped = connect({ connection, max: 2, onError: () => undefined });
});
afterAll(async () => {
  await stepped?.close();
  await made?.close();
});

const commandOf = (tx: Command['tx']) =>
  ({ tx, principal: { ...w.who, admin: true }, now: MONDAY }) as unknown as Command;
const blocked = async (): Promise<boolean> => {
  const { rowCount } = await made.database.pool.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return (rowCount ?? 0) > 0;
};

// A person comes to the step while it goes: whichever of the two is first at each moment, nothing stays open for it.
it.each([
  ['deleted', (command: Command, id: number) => steps.remove(command, id)],
  ['switched off', (command: Command, id: number) => steps.update(command, id, { disabled: true })],
])(
  'a step that is %s between any two statements of an advance to it',
  async (_, goes) => {
    for (let at = 1; ; at += 1) {
      const cadence = await w.cadence([
        { day: 1, type: 'phone' },
        { day: 1, type: 'phone' },
      ]);
      const person = await w.person();
      const membership = await as(w, (tx) =>
        addToCadence({ tx, principal: w.who, now: MONDAY }, { person_id: person, cadence_id: cadence.id }),
      );
      const [first, second] = cadence.steps as [number, number];
      let going: Promise<unknown> | undefined;
      statements = 0;
      before = async (n) => {
        if (n !== at || going) return;
        let gone = false;
        going = as(w, (tx) => goes(commandOf(tx), second)).finally(() => {
          gone = true;
        });
        // Either it is done, or it waits for what this transaction holds.
        await expect.poll(async () => gone || (await blocked()), { timeout: 20_000, interval: 5 }).toBe(true);
      };
      await write(stepped.kysely, w.teamId, (tx) =>
        skipStep(commandOf(tx), membership, { step_id: first } as Parameters<typeof skipStep>[2]),
      );
      before = undefined;
      if (!going) {
        expect(at).toBeGreaterThan(10);
        return;
      }
      await going;
      await engineOf(made.database, memoryMailer()).runOnce(MONDAY);
      const { rows } = await made.database.pool.query<{ step_id: number; status: string }>(
        `SELECT step_id, status FROM actions WHERE team_id = $1 AND cadence_id = $2 AND status NOT IN ('skipped', 'cancelled')`,
        [w.teamId, cadence.id],
      );
      expect(rows, `before statement ${at}`).toEqual([]);
    }
  },
  120_000,
);
