// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { bulkRescheduleTasks } from '@cadenza/contract/resources/tasks';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['bulk_reschedule_tasks']> = bulkRescheduleTasks.body;
