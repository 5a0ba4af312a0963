// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { exportsOfLists } from '@cadenza/contract/resources/exports';
import type { Creates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['exports']> = exportsOfLists.create.body;
