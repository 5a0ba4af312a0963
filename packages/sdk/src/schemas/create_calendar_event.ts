// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { createCalendarEvent } from '@cadenza/contract/resources/calendar_events';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['create_calendar_event']> = createCalendarEvent.body;
