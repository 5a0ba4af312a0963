// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { webhookSubscriptions } from '@cadenza/contract/resources/webhook_subscriptions';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['webhook_subscriptions']> = webhookSubscriptions.create.body;
export const update: FormSchema<Updates['webhook_subscriptions']> = webhookSubscriptions.update.body;
