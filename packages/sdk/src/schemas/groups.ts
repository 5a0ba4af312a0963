// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { groups } from '@cadenza/contract/resources/groups';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['groups']> = groups.create.body;
export const update: FormSchema<Updates['groups']> = groups.update.body;
