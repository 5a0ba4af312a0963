// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { updateMeetingSettings } from '@cadenza/contract/resources/meeting_settings';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['update_meeting_settings']> = updateMeetingSettings.body;
