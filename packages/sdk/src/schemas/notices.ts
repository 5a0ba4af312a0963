// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { notices } from '@cadenza/contract/resources/notices';
import type { Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const update: FormSchema<Updates['notices']> = notices.update.body;
