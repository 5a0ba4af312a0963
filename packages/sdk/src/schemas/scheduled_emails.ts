// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { scheduledEmails } from '@cadenza/contract/resources/scheduled_emails';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['scheduled_emails']> = scheduledEmails.create.body;
export const update: FormSchema<Updates['scheduled_emails']> = scheduledEmails.update.body;
