// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { meetings } from '@cadenza/contract/resources/meetings';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['meetings']> = meetings.create.body;
export const update: FormSchema<Updates['meetings']> = meetings.update.body;
