// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { conversationsCalls } from '@cadenza/contract/resources/conversations';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['conversations_calls']> = conversationsCalls.body;
