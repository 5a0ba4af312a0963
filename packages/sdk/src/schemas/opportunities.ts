// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { opportunities } from '@cadenza/contract/resources/opportunities';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['opportunities']> = opportunities.create.body;
export const update: FormSchema<Updates['opportunities']> = opportunities.update.body;
