// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { receivedMessageReclassify } from '@cadenza/contract/resources/received_messages';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['received_message_reclassify']> = receivedMessageReclassify.body;
