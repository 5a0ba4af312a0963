// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { replayWebhooks } from '@cadenza/contract/resources/webhook_deliveries';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['webhook_delivery_replay']> = replayWebhooks.body;
