import * as z from 'zod';
import * as f from '../fields.js';

const outcome = {
  /** false turns the question round. */
  is: f.boolean().nullish(),
  /** Where a person goes for whom it does not hold: past the step, off the cadence (completed), or on to a later step. */
  else: f.oneOf(['skip', 'end', 'goto']).nullish(),
  goto_step_id: f.id().nullish(),
};

const emailCondition = z.object({
  if: f.oneOf(['opened', 'clicked', 'replied']),
  /** An earlier e-mail step of the cadence; absent: any e-mail of this run. */
  step_id: f.id().nullish(),
  /** Counted from when the e-mail was sent; absent: until the step is reached. */
  within_days: f.integer().pipe(z.int().min(1).max(365)).nullish(),
  ...outcome,
});

const fieldCondition = z.object({
  if: f.oneOf(['field']),
  /** `title`, `custom_fields.Color`, `stage`, `account.industry`, `account.custom_fields.Tier`. */
  field: f.requiredText(255),
  op: f.oneOf(['equals', 'contains', 'starts_with', 'one_of', 'greater_than', 'less_than', 'present']),
  value: z
    .union([f.text(1024), z.array(f.text(255)).max(100)], { error: 'must be text or a list' })
    .nullish(),
  ...outcome,
});

/** A branch: judged when the step is due and would go ahead (docs/cadence-rules.md). */
export const StepCondition = z.union([emailCondition, fieldCondition], {
  error: 'must be a condition: {"if": "opened|clicked|replied", ...} or {"if": "field", "field", "op", ...}',
});
export type StepCondition = z.output<typeof StepCondition>;
