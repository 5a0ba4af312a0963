// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { externalMappings } from '@cadenza/contract/resources/external_ids';
import type { Creates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['external_mappings']> = externalMappings.create.body;
