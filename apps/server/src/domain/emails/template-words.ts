import { type FieldErrors, invalidFields } from '../../kernel/errors.js';
import { liquidProblem, placed } from './render.js';

// The first hundred characters of the text between the tags; a long head of styles must not cost more than its cut.
const BODY = `regexp_replace(regexp_replace(left(r.body, 20000), '<style.*?</style>', ' ', 'gi'), '<[^>]*>', ' ', 'g')`;
const DECODED = `replace(replace(replace(replace(replace(${BODY}, '&nbsp;', ' '), '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&amp;', '&')`;

/** SQL: how the body of a template `r` begins. */
export const PREVIEW = `left(trim(regexp_replace(${DECODED}, '\\s+', ' ', 'g')), 100)`;

/**
 * Subject and body must be Liquid that parses: a broken merge field is told when it is written, not when it is sent.
 * @throws AppError invalid
 */
export function requireLiquid(body: {
  subject?: string | null | undefined;
  body?: string | null | undefined;
}): void {
  const errors: FieldErrors = {};
  for (const field of ['subject', 'body'] as const) {
    const problem = liquidProblem(body[field] ?? '');
    if (problem) errors[field] = [`is not valid Liquid: ${placed(problem)}`];
  }
  if (Object.keys(errors).length > 0) throw invalidFields(errors);
}

/** Filters of every kind of templates by what they say and how they are marked. */
export const BY_WORDS = {
  search: {
    sql: `position(lower(:value::text) IN lower(coalesce(r.title, '') || ' ' || coalesce(r.subject, ''))) > 0`,
  },
  tag_ids: {
    sql: 'r.tags && ARRAY(SELECT t.name FROM tags t WHERE t.team_id = :team AND t.id = ANY(:value::bigint[]))',
  },
  tag: { sql: 'r.tags && :value::text[]' },
} as const;

/** SQL of a body that ends with the signature of the caller, as an e-mail's does (render.ts). */
export const SIGNED_BODY = `coalesce(r.body, '') || coalesce((SELECT '<br><br>' || btrim(u.email_signature) FROM users u
  WHERE u.team_id = :team AND u.id = :user AND btrim(u.email_signature) <> ''), '') AS body`;
