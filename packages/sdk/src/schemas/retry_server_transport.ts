// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { retryServerTransport } from '@cadenza/contract/resources/sending_settings';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['retry_server_transport']> = retryServerTransport.body;
