// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { sendWindows } from '@cadenza/contract/resources/send_windows';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['send_windows']> = sendWindows.create.body;
export const update: FormSchema<Updates['send_windows']> = sendWindows.update.body;
