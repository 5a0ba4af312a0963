import type { Areas } from '@cadenza/contract';
import { imports } from '../../domain/imports/imports.js';
import { createPerson, deletePerson, updatePerson, upsertPerson } from '../../domain/people/commands.js';
import { personStages } from '../../domain/people/stages.js';
import { createSuccess } from '../../domain/people/success-commands.js';
import { successesView } from '../../domain/people/successes.js';
import { peopleView } from '../../domain/people/view.js';
import type { HandlersOf } from '../handler-types.js';
import { timelineOperations } from '../timeline-handlers.js';

/** People, their stages, and where they came from. */
export const area: HandlersOf<Areas['people']> = {
  resources: {
    imports,
    people: { view: peopleView, create: createPerson, update: updatePerson, remove: deletePerson },
    person_stages: personStages,
    successes: { view: successesView },
  },
  operations: {
    create_success: {
      write: async (command, { body }) => {
        const id = await createSuccess(command, body.person_id);
        return async () => JSON.stringify({ id });
      },
    },
    person_upserts: {
      write: async (command, { body }) => {
        const { id, type } = await upsertPerson(command, body);
        return async (render) => `{"upsert_type":"${type}","person":${await render(peopleView, id)}}`;
      },
    },
    person_why_not_sent: timelineOperations.person_why_not_sent,
  },
};
