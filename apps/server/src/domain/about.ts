import type { About } from '../db/seen-by.js';

/** Which person and cadence a resource's records are about, by the columns of their table. */
const ABOUT: Readonly<Record<string, About>> = {
  cadence_memberships: { person: 'r.person_id', cadence: 'r.cadence_id' },
  cadences: { cadence: 'r.id' },
  call_data_records: { person: 'r.person_id' },
  calls: { person: 'r.person_id', cadence: 'r.cadence_id' },
  conversations: { person: 'r.person_id' },
  emails: { person: 'r.person_id', cadence: 'r.cadence_id' },
  live_feed_items: { person: 'r.person_id' },
  notices: { person: 'r.person_id' },
  notes: { person: 'r.person_id' },
  people: { person: 'r.id' },
  steps: { cadence: 'r.cadence_id' },
  successes: { person: 'r.person_id', cadence: 'r.latest_cadence_id' },
  tasks: { person: 'r.person_id' },
  threads: { person: 'r.person_id' },
};

/** About nobody where nothing is said. */
export const aboutOf = (resource: string): About =>
  Object.hasOwn(ABOUT, resource) ? (ABOUT[resource] ?? {}) : {};
