// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { users } from '@cadenza/contract/resources/users';
import type { Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const update: FormSchema<Updates['users']> = users.update.body;
