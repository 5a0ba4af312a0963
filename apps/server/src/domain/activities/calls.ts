import { say } from '../said.js';
import { anyOf } from '../../db/any-of.js';
import type { Tx } from '../../db/connect.js';
import type { CommandBy } from '../command.js';
import { append } from '../../events/outbox.js';
import { doNotContact, forbidden, invalid } from '../../kernel/errors.js';
import type { Command } from '../command.js';
import { type Action, lockPerson, type Person } from '../memberships/index.js';
import { linkCallData } from '../calls/call-data-rows.js';
import { addCallNote } from '../notes/note-rows.js';
import { findUser } from '../records.js';
import { seesOwned } from '../visibility.js';
import { completeAction } from './complete-commands.js';
import { writeEffects } from './effects-commands.js';
import { effectsOfDone } from './sent-rules.js';
import { completeTask, lockOpenAction, type Who } from './open-action.js';

/** Body of POST /v2/activities/calls (docs/wire.md section 9). */
export interface CreateCall {
  person_id: number;
  action_id?: number | null;
  task_id?: number | null;
  disposition?: string | null;
  sentiment?: string | null;
  /** Seconds. */
  duration?: number | null;
  to?: string | null;
  notes?: string | null;
  user_guid?: string | null;
  crm_params?: Record<string, unknown> | null;
  crm_activity_metadata?: Record<string, unknown> | null;
  linked_call_data_record_ids?: number[] | null;
}

/**
 * Logs a call: record, note, counters; its phone action or call task is completed and the cadence goes on.
 * @returns the call's id. @throws AppError invalid on the field at fault; forbidden for user_guid without admin.
 */
export async function createCall(command: CommandBy<Who>, input: CreateCall): Promise<number> {
  const { tx, principal: who, now } = command;
  const person = await callablePerson(tx, who, input.person_id);
  const userId = await callerOf(tx, who, input.user_guid);
  const outcome = await outcomeOf(tx, who, input);
  if (input.duration != null && input.duration < 0) throw invalid('duration', 'must not be negative');
  const work =
    input.action_id == null ? undefined : await lockOpenAction(tx, who, input.action_id, ['phone']);
  if (work && work.action.person_id !== person.id) throw invalid('action_id', 'belongs to another person');
  if (input.task_id != null) await completeTask(command, input.task_id, ['call'], person.id);
  const callId = await insertCall(tx, who, now, input, { userId, outcome, action: work?.action });
  await linkCallData(command, input.linked_call_data_record_ids ?? [], { id: callId, personId: person.id });
  if (input.notes != null && input.notes.trim() !== '')
    await addCallNote(tx, who, { callId, personId: person.id, userId, content: input.notes }, now);
  await append({ tx, teamId: who.teamId, now, userId: who.userId }, 'call_created', callId);
  if (work)
    await completeAction(tx, work.context, work.action, now, {
      byUserId: userId,
      contact: 'call',
      reason: say('action_done', { what: 'call' }),
    });
  else await loneCall(tx, person, now, userId);
  return callId;
}

/** A call outside of any cadence. */
async function loneCall(tx: Tx, person: Person, now: Date, userId: number): Promise<void> {
  const reason = say('action_done', { what: 'call' });
  const effects = effectsOfDone({ person, work: undefined, byUserId: userId, contact: 'call', reason }, now);
  await writeEffects({ tx, teamId: person.team_id, now, userId }, [effects]);
}

async function callablePerson(tx: Tx, who: Who, personId: number): Promise<Person> {
  const person = await lockPerson(tx, who.teamId, personId);
  if (!person || person.deleted_at !== null || !(await seesOwned(tx, who, person.owner_id)))
    throw invalid('person_id', 'could not be found');
  if (person.do_not_contact) throw doNotContact();
  return person;
}

async function callerOf(tx: Tx, who: Who, guid: string | null | undefined): Promise<number> {
  if (guid == null) return who.userId;
  const user = await findUser(tx, who, { guid });
  if (user?.id === who.userId) return who.userId;
  if (!who.admin) throw forbidden('Only an admin may log calls for another user');
  if (!user) throw invalid('user_guid', 'could not be found');
  return user.id;
}

interface Outcome {
  positive: boolean;
  connected: boolean;
}

async function outcomeOf(tx: Tx, who: Who, input: CreateCall): Promise<Outcome> {
  const team = await tx
    .selectFrom('teams')
    .select(['dispositions_required', 'sentiments_required'])
    .where('id', '=', who.teamId)
    .executeTakeFirstOrThrow();
  const disposition = await choice(tx, who, 'disposition', input.disposition, team.dispositions_required);
  const sentiment = await choice(tx, who, 'sentiment', input.sentiment, team.sentiments_required);
  return { connected: disposition?.flag ?? false, positive: sentiment?.flag ?? false };
}

/** The named disposition or sentiment; names are case-sensitive. */
async function choice(
  tx: Tx,
  who: Who,
  field: 'disposition' | 'sentiment',
  name: string | null | undefined,
  required: boolean,
): Promise<{ flag: boolean } | undefined> {
  if (name == null || name === '') {
    if (required) throw invalid(field, 'is required');
    return undefined;
  }
  const row =
    field === 'disposition'
      ? await tx
          .selectFrom('call_dispositions')
          .select('connected as flag')
          .where('team_id', '=', who.teamId)
          .where('name', '=', name)
          .executeTakeFirst()
      : await tx
          .selectFrom('call_sentiments')
          .select('positive as flag')
          .where('team_id', '=', who.teamId)
          .where('name', '=', name)
          .executeTakeFirst();
  if (!row) throw invalid(field, `is not one of the team's ${field}s`);
  return row;
}

interface CallContext {
  userId: number;
  outcome: Outcome;
  action: Action | undefined;
}

async function insertCall(
  tx: Tx,
  who: Who,
  now: Date,
  input: CreateCall,
  { userId, outcome, action }: CallContext,
): Promise<number> {
  const { id } = await tx
    .insertInto('calls')
    .values({
      team_id: who.teamId,
      created_at: now,
      updated_at: now,
      user_id: userId,
      person_id: input.person_id,
      action_id: action?.id ?? null,
      task_id: input.task_id ?? null,
      cadence_id: action?.cadence_id ?? null,
      step_id: action?.step_id ?? null,
      to: input.to ?? null,
      duration: input.duration ?? null,
      sentiment: input.sentiment || null,
      disposition: input.disposition || null,
      ...outcome,
      crm_params: input.crm_params ? JSON.stringify(input.crm_params) : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Notes were put on calls, or taken off: a call shows its note. */
export async function noteChanged(command: Command, ids: readonly number[]): Promise<void> {
  const { tx, principal, now } = command;
  await tx
    .updateTable('calls')
    .set({ updated_at: now })
    .where('team_id', '=', principal.teamId)
    .where('id', '=', anyOf(ids))
    .execute();
  await append(command, 'call_updated', ids);
}
