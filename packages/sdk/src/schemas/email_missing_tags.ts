// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { emailMissingTags } from '@cadenza/contract/resources/email_previews';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['email_missing_tags']> = emailMissingTags.body;
