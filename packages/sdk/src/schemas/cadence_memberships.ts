// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { cadenceMemberships } from '@cadenza/contract/resources/cadence_memberships';
import type { Creates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['cadence_memberships']> = cadenceMemberships.create.body;
