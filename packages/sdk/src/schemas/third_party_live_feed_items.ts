// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { thirdPartyLiveFeedItems } from '@cadenza/contract/resources/live_feed_items';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['third_party_live_feed_items']> = thirdPartyLiveFeedItems.body;
