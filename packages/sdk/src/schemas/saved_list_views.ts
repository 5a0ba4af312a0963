// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { savedListViews } from '@cadenza/contract/resources/saved_list_views';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['saved_list_views']> = savedListViews.create.body;
export const update: FormSchema<Updates['saved_list_views']> = savedListViews.update.body;
