import * as z from 'zod';
import * as f from '../fields.js';
import { operation } from '../resource.js';

/** Closes the person's success window; cadences that end with a success let the person go. */
export const createSuccess = operation({
  name: 'create_success',
  events: ['success_created', 'person_updated'],
  mayCause: ['cadence_membership_updated', 'email_updated'],
  tag: 'Successes',
  method: 'POST',
  path: '/v2/successes',
  summary: 'mark a person as a success',
  scope: 'people:write',
  body: z.object({ person_id: f.id() }),
  response: z.object({ id: z.int() }),
  responseName: 'CreatedSuccess',
  extension: true,
});
