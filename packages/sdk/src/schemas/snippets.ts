// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { snippets } from '@cadenza/contract/resources/snippets';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['snippets']> = snippets.create.body;
export const update: FormSchema<Updates['snippets']> = snippets.update.body;
