// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { tasks } from '@cadenza/contract/resources/tasks';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['tasks']> = tasks.create.body;
export const update: FormSchema<Updates['tasks']> = tasks.update.body;
