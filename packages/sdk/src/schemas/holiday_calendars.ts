// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { holidayCalendars } from '@cadenza/contract/resources/holiday_calendars';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['holiday_calendars']> = holidayCalendars.create.body;
export const update: FormSchema<Updates['holiday_calendars']> = holidayCalendars.update.body;
