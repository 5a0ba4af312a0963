// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { calls } from '@cadenza/contract/resources/calls';
import type { Creates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['calls']> = calls.create.body;
