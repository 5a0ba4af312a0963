// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { bulkJobs } from '@cadenza/contract/resources/bulk_jobs';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['bulk_jobs']> = bulkJobs.create.body;
export const update: FormSchema<Updates['bulk_jobs']> = bulkJobs.update.body;
