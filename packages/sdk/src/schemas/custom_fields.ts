// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { customFields } from '@cadenza/contract/resources/custom_fields';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['custom_fields']> = customFields.create.body;
export const update: FormSchema<Updates['custom_fields']> = customFields.update.body;
