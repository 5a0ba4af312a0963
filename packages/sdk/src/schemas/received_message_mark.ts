// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { receivedMessageMark } from '@cadenza/contract/resources/received_messages';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['received_message_mark']> = receivedMessageMark.body;
