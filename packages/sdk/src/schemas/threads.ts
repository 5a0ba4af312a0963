// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { threads } from '@cadenza/contract/resources/threads';
import type { Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const update: FormSchema<Updates['threads']> = threads.update.body;
