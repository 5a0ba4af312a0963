import type { Call } from './load.js';
import { isDoNotContact, isOnCadence, type Seeded } from './seed.js';

/** Endless calls of each kind. Both servers draw from the same stream, so neither gets the easier half. */
export interface Requests {
  list(): Call;
  listDefault(): Call;
  point(): Call;
  createPerson(): Call;
  createMembership(): Call;
}

export function createRequests(seeded: Seeded): Requests {
  const { people, owners, accounts, cadences, stages } = seeded;
  let turn = 0;
  // Multiples of a prime wander over the whole range without repeating it in order.
  const scattered = (size: number) => ((turn++ * 7_368_787) % size) + 1;
  const of = (list: readonly number[]) => list[scattered(list.length) - 1] as number;
  let created = 0;
  let person = 0;
  let round = 0;
  const nextPerson = () => {
    do {
      person += 1;
      if (person > people) {
        // Everybody was added once: on to the next cadence.
        person = 1;
        round += 1;
      }
    } while (isOnCadence(person) || isDoNotContact(person));
    return person;
  };
  return {
    list: () => ({
      method: 'GET',
      path: `/v2/people?owner_id[]=${of(owners)}&sort_by=updated_at&sort_direction=DESC&per_page=50`,
    }),
    listDefault: () => ({ method: 'GET', path: '/v2/people?per_page=50' }),
    point: () => ({ method: 'GET', path: `/v2/people/${scattered(people)}` }),
    createPerson: () => {
      created += 1;
      const body = {
        email_address: `created.${created}@bench.example`,
        first_name: 'Created',
        last_name: `Person ${created}`,
        phone: '+1 404 555 0100',
        title: 'Account Executive',
        city: 'Atlanta',
        country: 'United States',
        account_id: scattered(accounts),
        person_stage_id: of(stages),
        tags: ['tag 7', 'tag 70'],
        custom_fields: { Industry: 'Software', Source: 'Bench' },
      };
      return { method: 'POST', path: '/v2/people', body: JSON.stringify(body) };
    },
    createMembership: () => {
      const personId = nextPerson();
      const body = { person_id: personId, cadence_id: cadences[(personId + round) % cadences.length] };
      return { method: 'POST', path: '/v2/cadence_memberships', body: JSON.stringify(body) };
    },
  };
}
