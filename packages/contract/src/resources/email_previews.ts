import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';

/** A letter as it would be for one person. What is null could not be rendered: `problems` says why and where. */
export const EmailPreview = z.object({
  subject: z.string().nullable(),
  body: z.string().nullable(),
  body_text: z.string().nullable(),
  /** Fields without a value and without a default, as the text names them; they stand as [name] in the preview. */
  missing_fields: z.array(z.string()),
  /** Of these, the ones that a record has, and that are empty for this person. */
  empty_fields: z.array(z.string()),
  /** Names that no record has, and custom fields that the team does not have. */
  unknown_fields: z.array(z.string()),
  /** Also names that no record has, in a letter that could be rendered. */
  problems: z.array(
    z.object({
      field: z.enum(['subject', 'body']).nullable(),
      message: z.string(),
      line: z.int().nullable(),
      column: z.int().nullable(),
    }),
  ),
});

const Variable = z.object({
  name: z.string(),
  of: z.enum(['person', 'account', 'sender', 'step', 'cadence', 'date', 'snippet']),
  type: z.enum(['text', 'number', 'date', 'list']),
  custom: z.boolean(),
  sample: z.string().nullable(),
});

export const templateVariables = operation({
  name: 'template_variables',
  tag: 'Email Templates',
  method: 'GET',
  path: '/v2/template_variables',
  summary:
    "everything that a template can name: fields of records, the team's custom fields, and snippets that the caller may use, each with an example",
  scope: 'emails:read',
  response: z.array(Variable),
  responseName: 'TemplateVariables',
  extension: true,
});

const reader = {
  /** Whose letter it is; the caller's when absent. */
  user_id: f.id().nullish(),
  /** For {{ step.name }} and the defaults of the step. */
  step_id: f.id().nullish(),
};
const wording = { subject: f.text(10_000).nullish(), body: f.asGiven(1_000_000).nullish() };

export const previewTemplate = operation({
  name: 'preview_template',
  tag: 'Email Templates',
  method: 'POST',
  path: '/v2/email_templates/{id}/preview',
  summary: 'a template as it would be for a person, and the fields it lacks',
  scope: 'emails:read',
  params: { id: f.id() },
  body: z.object({ person_id: f.id(), ...reader }),
  response: EmailPreview,
  responseName: 'EmailPreview',
  extension: true,
});

/** Nothing is stored. Without a person, the text is only checked. */
export const previewEmail = operation({
  name: 'preview_email',
  tag: 'Email Templates',
  method: 'POST',
  path: '/v2/email_previews',
  summary: 'an unsaved subject and body as they would be for a person, or what is wrong with them',
  scope: 'emails:read',
  body: z.object({ ...wording, person_id: f.id().nullish(), ...reader }),
  response: EmailPreview,
  responseName: 'EmailPreview',
  extension: true,
});

/** The parameters are known, the fields of the answer are a guess. */
export const emailMissingTags = operation({
  name: 'email_missing_tags',
  tag: 'Email Missing Tags',
  method: 'POST',
  path: '/v2/email_missing_tags',
  summary: 'which dynamic tags cannot be filled for a person',
  scope: 'emails:write',
  body: z.object({ person_id: f.id(), ...wording }),
  response: z.object({
    missing_tags: z.array(z.string()),
    subject: z.array(z.string()),
    body: z.array(z.string()),
  }),
  responseName: 'EmailMissingTags',
});
