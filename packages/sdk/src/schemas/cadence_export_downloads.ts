// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { cadenceExportDownloads } from '@cadenza/contract/resources/cadences';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['cadence_export_downloads']> = cadenceExportDownloads.body;
