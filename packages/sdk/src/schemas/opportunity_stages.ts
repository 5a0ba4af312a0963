// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { opportunityStages } from '@cadenza/contract/resources/opportunity_stages';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['opportunity_stages']> = opportunityStages.create.body;
export const update: FormSchema<Updates['opportunity_stages']> = opportunityStages.update.body;
