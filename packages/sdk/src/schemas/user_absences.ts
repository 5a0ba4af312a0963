// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { userAbsences } from '@cadenza/contract/resources/user_absences';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['user_absences']> = userAbsences.create.body;
export const update: FormSchema<Updates['user_absences']> = userAbsences.update.body;
