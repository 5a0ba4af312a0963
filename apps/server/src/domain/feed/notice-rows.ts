import type { Contract, RecordOf } from '@cadenza/contract';
import { append, type Cause, teamOf } from '../../events/outbox.js';

type Notice = RecordOf<Contract['resources']['notices']>;

/** What a user is told of. */
export interface Told {
  readonly userId: number;
  readonly kind: Notice['kind'];
  readonly resource: Notice['resource'];
  readonly resourceId: number;
  readonly personId?: number | null;
  /** The fact: told again, by whomever, it is the same notice. */
  readonly key: string;
}

/** Tells a user of something, in the transaction that makes it true, once for each fact. */
export async function tellUser(cause: Cause, told: Told): Promise<void> {
  const made = await cause.tx
    .insertInto('notices')
    .values({
      team_id: teamOf(cause),
      created_at: cause.now,
      updated_at: cause.now,
      user_id: told.userId,
      kind: told.kind,
      resource: told.resource,
      resource_id: told.resourceId,
      person_id: told.personId ?? null,
      key: told.key,
    })
    .onConflict((conflict) => conflict.columns(['team_id', 'user_id', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) await append(cause, 'notice_created', made.id);
}
