// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { callSentiments } from '@cadenza/contract/resources/call_sentiments';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['call_sentiments']> = callSentiments.create.body;
export const update: FormSchema<Updates['call_sentiments']> = callSentiments.update.body;
