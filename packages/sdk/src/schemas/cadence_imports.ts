// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { cadenceImports } from '@cadenza/contract/resources/cadences';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['cadence_imports']> = cadenceImports.body;
