// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { people } from '@cadenza/contract/resources/people';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['people']> = people.create.body;
export const update: FormSchema<Updates['people']> = people.update.body;
