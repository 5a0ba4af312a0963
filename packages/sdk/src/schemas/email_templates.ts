// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { emailTemplates } from '@cadenza/contract/resources/email_templates';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['email_templates']> = emailTemplates.create.body;
export const update: FormSchema<Updates['email_templates']> = emailTemplates.update.body;
