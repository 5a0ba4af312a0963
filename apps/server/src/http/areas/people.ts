import type { Areas } from '@cadenza/contract';
import { imports } from '../../domain/imports/index.js';
import {
  createPerson,
  createSuccess,
  deletePerson,
  peopleView,
  personStages,
  successesView,
  updatePerson,
  upsertPerson,
} from '../../domain/people/index.js';
import type { HandlersOf } from '../handler-types.js';
import { importOperations } from '../import-handlers.js';
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
    ...importOperations,
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
