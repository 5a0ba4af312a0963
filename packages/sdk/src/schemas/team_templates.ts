// Made of the contract by tests/parity/sdk.test.ts (vitest run tests/parity -u): not to be edited.
import { teamTemplates } from '@cadenza/contract/resources/team_templates';
import type { Creates, Updates } from '../api.js';
import type { FormSchema } from '../forms.js';

export const create: FormSchema<Creates['team_templates']> = teamTemplates.create.body;
export const update: FormSchema<Updates['team_templates']> = teamTemplates.update.body;
