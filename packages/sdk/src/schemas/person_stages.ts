// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { personStages } from '@cadenza/contract/resources/person_stages';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['person_stages']> = personStages.create.body;
export const update: FormSchema<Updates['person_stages']> = personStages.update.body;
