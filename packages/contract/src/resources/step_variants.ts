import * as z from 'zod';
import * as f from '../fields.js';
import * as by from '../filters.js';
import { operation, resource } from '../resource.js';

/** A version of an e-mail step's letter (A/B). The counts are of letters sent as this version. */
export const StepVariant = z.object({
  id: z.int(),
  created_at: f.timestamp(),
  updated_at: f.timestamp(),
  name: z.string(),
  weight: z.int(),
  winner: z.boolean(),
  winner_at: f.timestamp().nullable(),
  step: f.ref('/v2/steps/{id}'),
  email_template: f.ref('/v2/email_templates/{id}'),
  counts: z.object({
    sent_emails: z.int(),
    views: z.int(),
    clicks: z.int(),
    replies: z.int(),
    bounces: z.int(),
  }),
});

const weight = () => f.integer().pipe(z.int().min(0).max(1000));

export const stepVariants = resource({
  name: 'step_variants',
  extension: true,
  tag: 'Step Variants',
  path: '/v2/step_variants',
  recordName: 'StepVariant',
  record: StepVariant,
  scopes: { read: 'cadences:read', write: 'cadences:write', delete: 'cadences:delete' },
  list: {
    filters: { ids: by.ids(), step_id: by.integers(), cadence_id: by.integers(), updated_at: by.range() },
    sorts: ['created_at', 'updated_at'],
    defaultSort: 'updated_at',
  },
  show: true,
  create: {
    body: z.object({
      step_id: f.id(),
      name: f.requiredText(255),
      email_template_id: f.id(),
      weight: weight().nullish(),
    }),
    extension: true,
  },
  update: {
    body: z.object({
      name: f.text(255).nullish(),
      email_template_id: f.id().nullish(),
      weight: weight().nullish(),
    }),
    extension: true,
  },
  delete: { extension: true },
});

/** From now on everyone gets this version; `declared: false` takes that back. */
export const declareWinner = operation({
  name: 'declare_winner',
  tag: 'Step Variants',
  method: 'POST',
  path: '/v2/step_variants/{id}/declare_winner',
  summary: 'declare a version of an e-mail step the winner',
  scope: 'cadences:write',
  params: { id: f.id() },
  body: z.object({ declared: f.boolean().nullish() }),
  response: StepVariant,
  responseName: 'StepVariant',
  extension: true,
});

/** Null until every version has gone out fifty times and the replies of one lead by more than chance. */
export const variantSuggestion = operation({
  name: 'variant_suggestion',
  tag: 'Step Variants',
  method: 'GET',
  path: '/v2/steps/{id}/variant_suggestion',
  summary: 'the version of a step that may be declared the winner',
  scope: 'cadences:read',
  params: { id: f.id() },
  response: z.object({ step_variant: f.ref('/v2/step_variants/{id}') }),
  responseName: 'VariantSuggestion',
  extension: true,
});
