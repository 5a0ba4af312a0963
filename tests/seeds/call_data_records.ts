import { NONE, ref, STAYS, unread } from '../support/truth/fields/written.js';
import type { Wire, World } from '../support/truth/world.js';
import type { Seed } from './seed.js';

/** (byId of the truths would be a circle.) */
const find = ({ rows }: World, name: 'users' | 'calls', id: unknown): Wire | undefined =>
  rows[name].find((record) => record['id'] === id);

const idIn = (field: string) => (record: Wire) => (record[field] as { id: number } | null)?.id ?? null;
const MOMENTS = { value: '2027-01-02T03:04:05.000000+00:00', other: '2027-02-03T04:05:06.000007+00:00' };
const recorded = (field: string) => (record: Wire) => record['recording'][field] as unknown;

export const callDataRecords: Seed<'call_data_records'> = {
  records: [
    {
      body: (made) => ({
        to: '+4930555',
        from: '+4930100',
        direction: 'outbound',
        status: 'completed',
        duration: 61,
        call_type: 'call',
        recording_url: 'https://dialer.example/1.mp3',
        recording_status: 'completed',
        person_id: made('people', 0),
      }),
    },
    {
      by: 'rep',
      body: (made) => ({ direction: 'inbound', status: 'busy', person_id: made('people', 1) }),
    },
    { body: { to: '+1', direction: 'outbound', status: 'no-answer' } },
    { by: 'rep', body: { to: '+2', status: 'failed' } },
    { body: (made) => ({ direction: 'inbound', status: 'busy', person_id: made('people', 2) }) },
  ],
  change: { status: 'canceled', duration: 3 },
  another: (n) => ({ call_uuid: `uuid ${n}` }),
  filters: {
    has_call: (record) => record['call'] !== null,
    user_guid: (record, world) => find(world, 'users', record['user'].id)?.['guid'] ?? null,
    person_id: idIn('called_person'),
    sentiment: (record, world) => find(world, 'calls', idIn('call')(record))?.['sentiment'] ?? null,
    disposition: (record, world) => find(world, 'calls', idIn('call')(record))?.['disposition'] ?? null,
    recordings_only: {
      asks: () => ['true', 'false'],
      takes: (record, asked) => asked === 'false' || record['recording'].url !== null,
    },
    group_id: (record, world) => find(world, 'users', record['user'].id)?.['group']?.id ?? null,
  },
  fields: (made) => ({
    started_at: MOMENTS,
    ended_at: MOMENTS,
    recording_url: {
      value: 'https://dialer.example/a.mp3',
      other: 'http://dialer.example/b.mp3',
      read: recorded('url'),
      moves: ['recording'],
    },
    recording_status: {
      value: 'pending',
      other: 'completed',
      read: recorded('recording_status'),
      moves: ['recording'],
      ...STAYS,
    },
    direction: { value: 'inbound', other: 'outbound' },
    call_type: { value: 'bridge', other: 'collaboration' },
    status: { moves: ['recording'], value: 'ringing', other: 'busy' },
    person_id: {
      ...ref('called_person', made('people', 0), made('people', 1)),
      ...NONE,
      moves: ['called_person'],
    },
    user_guid: unread('names whose call it is: tests/api/call-data.test.ts'),
  }),
};
