// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { callDispositions } from '@cadenza/contract/resources/call_dispositions';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['call_dispositions']> = callDispositions.create.body;
export const update: FormSchema<Updates['call_dispositions']> = callDispositions.update.body;
