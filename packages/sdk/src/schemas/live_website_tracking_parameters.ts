// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { liveWebsiteTrackingParameters } from '@cadenza/contract/resources/live_feed_items';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['live_website_tracking_parameters']> = liveWebsiteTrackingParameters.body;
