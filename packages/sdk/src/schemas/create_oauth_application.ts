// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { createOAuthApplication } from '@cadenza/contract/resources/access';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['create_oauth_application']> = createOAuthApplication.body;
