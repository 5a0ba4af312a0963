// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { opportunityPeople } from '@cadenza/contract/resources/opportunity_people';
import type { Creates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['opportunity_people']> = opportunityPeople.create.body;
