// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { updateNoticeSettings } from '@cadenza/contract/resources/notices';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['update_notice_settings']> = updateNoticeSettings.body;
