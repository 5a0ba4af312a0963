// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { suppressionImports } from '@cadenza/contract/resources/suppressions';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['suppression_imports']> = suppressionImports.body;
