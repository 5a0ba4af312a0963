// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { steps } from '@cadenza/contract/resources/steps';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['steps']> = steps.create.body;
export const update: FormSchema<Updates['steps']> = steps.update.body;
