// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { sendLedgerSettle } from '@cadenza/contract/resources/send_ledger';
import type { Bodies } from '../api.js';
import type { FormSchema } from '../forms.js';

export const body: FormSchema<Bodies['send_ledger_settle']> = sendLedgerSettle.body;
