// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { cadenceForecast } from '@cadenza/contract/resources/timelines';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['cadence_forecast']> = cadenceForecast.body;
