import type { Body, Contract } from '@cadenza/contract';
import { ACCOUNT_COLUMNS, PERSON_COLUMNS, USER_COLUMNS } from '../../db/columns.js';
import type { Tx } from '../../db/connect.js';
import { type FieldErrors, invalid, invalidFields, notFound } from '../../kernel/errors.js';
import type { Principal } from '../../kernel/principal.js';
import type { Command } from '../command.js';
import {
  isTemplatePath,
  liquidProblem,
  namedPaths,
  placed,
  previewEmail,
  problemOf,
  type RenderContext,
  type TemplateProblem,
} from './render.js';
import { seesCadence, seesOwned, templateSeenBy } from '../visibility.js';
import { unknownOf } from './variables.js';
import { findSnippets } from './snippet-queries.js';

type Operations = Contract['operations'];

interface Wording {
  subject: string | null;
  body: string | null;
}
interface Reader {
  person_id: number;
  user_id?: number | null | undefined;
  step_id?: number | null | undefined;
}
type Problem = TemplateProblem & { field: 'subject' | 'body' | null };

interface PreviewJson {
  subject: string | null;
  body: string | null;
  body_text: string | null;
  missing_fields: string[];
  empty_fields: string[];
  unknown_fields: string[];
  problems: Problem[];
}

/** A stored template as it would be for a person. @throws AppError not_found, invalid */
export async function previewTemplate(
  command: Command,
  id: number,
  body: Body<Operations['preview_template']>,
): Promise<PreviewJson> {
  const { tx, principal } = command;
  const template = await tx
    .selectFrom('email_templates as t')
    .select(['t.subject', 't.body'])
    .where('t.team_id', '=', principal.teamId)
    .where('t.id', '=', id)
    .where('t.deleted_at', 'is', null)
    .where(templateSeenBy(principal, 't'))
    .executeTakeFirst();
  if (!template) throw notFound();
  return preview(command, template, body);
}

/** An unsaved text as it would be for a person; without one it is only checked. @throws AppError invalid */
export async function previewWording(
  command: Command,
  body: Body<Operations['preview_email']>,
): Promise<PreviewJson> {
  const wording = { subject: body.subject ?? null, body: body.body ?? null };
  if (body.person_id != null) return preview(command, wording, { ...body, person_id: body.person_id });
  await previewContextOf(command, body);
  const problems = problemsOf(wording);
  return { ...NOTHING, problems: problems.length > 0 ? problems : unknownFields(wording) };
}

/** The dynamic tags a person has no value for. @throws AppError invalid, also for a text that is no template */
export async function missingTags(
  command: Command,
  body: Body<Operations['email_missing_tags']>,
): Promise<{ missing_tags: string[]; subject: string[]; body: string[] }> {
  const wording = { subject: body.subject ?? null, body: body.body ?? null };
  const errors: FieldErrors = {};
  for (const problem of problemsOf(wording))
    errors[problem.field ?? 'body'] = [`is not valid Liquid: ${placed(problem)}`];
  if (Object.keys(errors).length > 0) throw invalidFields(errors);
  const context = await contextOf(command, wording, body);
  try {
    const { missing } = previewEmail(wording, context, command.now);
    return { missing_tags: [...new Set([...missing.subject, ...missing.body])], ...missing };
  } catch (error) {
    throw invalid('body', `cannot be rendered: ${placed(problemOf(error))}`);
  }
}

/** Unknown fields told of one text. */
const MAX_UNKNOWN = 50;
const NOTHING: PreviewJson = {
  subject: null,
  body: null,
  body_text: null,
  missing_fields: [],
  empty_fields: [],
  unknown_fields: [],
  problems: [],
};

async function preview(command: Command, wording: Wording, reader: Reader): Promise<PreviewJson> {
  const context = await contextOf(command, wording, reader);
  const problems = problemsOf(wording);
  if (problems.length > 0) return { ...NOTHING, problems };
  try {
    const draft = previewEmail(wording, context, command.now);
    const missing = [...new Set([...draft.missing.subject, ...draft.missing.body])];
    const unknown = await unknownOf(command.tx, command.principal, missing);
    return {
      subject: draft.subject,
      body: draft.bodyHtml,
      body_text: draft.bodyText,
      missing_fields: missing,
      empty_fields: missing.filter((path) => !unknown.includes(path)),
      unknown_fields: unknown,
      problems: unknownFields(wording),
    };
  } catch (error) {
    return { ...NOTHING, problems: [{ field: null, ...problemOf(error) }] };
  }
}

function problemsOf(wording: Wording): Problem[] {
  return (['subject', 'body'] as const).flatMap((field) => {
    const problem = liquidProblem(wording[field] ?? '');
    return problem ? [{ field, ...problem }] : [];
  });
}

/** Names that no record has: typing errors, whoever the person is. A field that is merely empty is in missing_fields alone. */
function unknownFields(wording: Wording): Problem[] {
  return (['subject', 'body'] as const).flatMap((field) =>
    [...new Set(namedPaths(wording[field] ?? ''))]
      .filter((path) => !isTemplatePath(path))
      .slice(0, MAX_UNKNOWN)
      .map((path) => ({ field, message: `there is no field ${path}`, line: null, column: null })),
  );
}

/** Everything the e-mail of this person would be rendered with. @throws AppError invalid on what cannot be found */
async function contextOf(command: Command, wording: Wording, reader: Reader): Promise<RenderContext> {
  const { tx, principal } = command;
  const { teamId } = principal;
  const person = await tx
    .selectFrom('people')
    .select(PERSON_COLUMNS)
    .where('team_id', '=', teamId)
    .where('id', '=', reader.person_id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!person || !(await seesOwned(tx, principal, person.owner_id)))
    throw invalid('person_id', 'could not be found');
  const { sender, ...step } = await previewContextOf(command, reader);
  const account =
    person.account_id === null
      ? undefined
      : await tx
          .selectFrom('accounts')
          .select(ACCOUNT_COLUMNS)
          .where('team_id', '=', teamId)
          .where('id', '=', person.account_id)
          .executeTakeFirst();
  return {
    ...step,
    person,
    account: account ?? null,
    sender,
    timeZone: sender.time_zone,
    snippets: await findSnippets(tx, teamId, sender.id, [wording.subject, wording.body]),
  };
}

/** The sender, and the step where one is named. @throws AppError invalid on what cannot be found */
async function previewContextOf(
  { tx, principal }: Command,
  { user_id: userId, step_id: stepId }: Omit<Reader, 'person_id'>,
) {
  const sender = await tx
    .selectFrom('users')
    .select(USER_COLUMNS)
    .where('team_id', '=', principal.teamId)
    .where('id', '=', userId ?? principal.userId)
    .executeTakeFirst();
  if (!sender) throw invalid('user_id', 'could not be found');
  return { sender, ...(stepId == null ? {} : await stepOf(tx, principal, stepId)) };
}

async function stepOf(
  tx: Tx,
  principal: Principal,
  stepId: number,
): Promise<Pick<RenderContext, 'step' | 'cadence' | 'fieldDefaults'>> {
  const step = await tx
    .selectFrom('steps as s')
    .innerJoin('cadences as c', (join) =>
      join.onRef('c.team_id', '=', 's.team_id').onRef('c.id', '=', 's.cadence_id'),
    )
    .select(['s.name', 's.day', 's.step_number', 's.missing_fields', 's.field_defaults'])
    .select(['c.name as cadence_name', 'c.owner_id', 'c.team_cadence', 'c.shared', 'c.group_ids'])
    .where('s.team_id', '=', principal.teamId)
    .where('s.id', '=', stepId)
    .where('s.deleted_at', 'is', null)
    .where('c.deleted_at', 'is', null)
    .executeTakeFirst();
  if (!step || !seesCadence(principal, step)) throw invalid('step_id', 'could not be found');
  return {
    step: { name: step.name, day: step.day, number: step.step_number },
    cadence: { name: step.cadence_name },
    fieldDefaults: step.missing_fields === 'default' ? (step.field_defaults as Record<string, string>) : {},
  };
}
