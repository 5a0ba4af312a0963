// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { stepVariants } from '@cadenza/contract/resources/step_variants';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['step_variants']> = stepVariants.create.body;
export const update: FormSchema<Updates['step_variants']> = stepVariants.update.body;
