// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { moveMembership } from '@cadenza/contract/resources/cadence_memberships';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['move_membership']> = moveMembership.body;
