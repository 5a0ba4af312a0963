// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { notes } from '@cadenza/contract/resources/notes';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['notes']> = notes.create.body;
export const update: FormSchema<Updates['notes']> = notes.update.body;
