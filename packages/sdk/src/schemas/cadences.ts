// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { cadences } from '@cadenza/contract/resources/cadences';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['cadences']> = cadences.create.body;
export const update: FormSchema<Updates['cadences']> = cadences.update.body;
