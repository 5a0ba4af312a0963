// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { imports } from '@cadenza/contract/resources/imports';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['imports']> = imports.create.body;
export const update: FormSchema<Updates['imports']> = imports.update.body;
