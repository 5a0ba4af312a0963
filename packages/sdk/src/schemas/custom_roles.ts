// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { customRoles } from '@cadenza/contract/resources/custom_roles';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['custom_roles']> = customRoles.create.body;
export const update: FormSchema<Updates['custom_roles']> = customRoles.update.body;
