import type { ResourceName } from '@cadenza/contract';
import type { Wire, SeededWorld } from '../world.js';
import { type How, NONE, ref, unread } from './written.js';

/** What the tables of fields take from the seed. */
export function wordsOf({ rows, me }: SeededWorld) {
  const at = (name: ResourceName, place: number): number => rows[name][place]?.['id'] as number;
  const users = rows.users.filter((user) => user['active']);
  const other = users.find((user) => user['id'] !== me.principal.userId) as Wire;
  const mine = users.find((user) => user['id'] === me.principal.userId) as Wire;
  const guids = new Map(users.map((user) => [user['guid'] as unknown, user['id'] as unknown]));
  const personOf = (name: string) =>
    rows.people.find((each) => each['first_name'] === name)?.['id'] as number;
  return {
    first: (name: ResourceName) => at(name, 0),
    second: (name: ResourceName) => at(name, 1),
    other,
    mine,
    /** Of the admin. */
    mailbox: rows.mailboxes.find((each) => each['user']?.id === mine['id'])?.['id'] as number,
    person: rows.people.find((each) => each['email_address'] === 'mia@example.com')?.['id'] as number,
    zara: personOf('Zara'),
    carl: personOf('Carl'),
    cadence: rows.cadences.find((each) => each['name'] === 'Empty')?.['id'] as number,
    tags: { value: ['one', 'two'], other: ['two', 'Größe'] } satisfies How,
    owner: { ...ref('owner', other['id'], mine['id']), ...NONE },
    /** A user by guid, read as a reference. */
    guid: (field: string): How => ({
      ...ref(field, other['guid'], mine['guid']),
      expect: (value) => guids.get(value) ?? null,
    }),
    crm: (prefix: string) => ({
      crm_id: {
        value: `${prefix}999999999999ZZZ`,
        other: `${prefix}888888888888YYY`,
        beside: { crm_id_type: 'salesforce' },
        moves: ['crm_object_type'],
      },
      crm_id_type: unread('says which CRM a crm_id is of'),
    }),
    later: {
      value: '2027-01-02T03:04:05.000000+00:00',
      other: '2027-02-03T04:05:06.000007+00:00',
    } satisfies How,
  };
}
export type Words = ReturnType<typeof wordsOf>;
