// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { tags } from '@cadenza/contract/resources/tags';
import type { Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const update: FormSchema<Updates['tags']> = tags.update.body;
