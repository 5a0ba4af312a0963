import { expect, test } from 'vitest';
import type { Notice } from '../data/notices';
import { cameAfter, placeOf } from './notice-rules';

test('a notice leads to what it is about', () => {
  expect(placeOf({ resource: 'threads', resource_id: 4 })).toBe('/inbox?view=all&thread=4');
  expect(placeOf({ resource: 'people', resource_id: 4 })).toBe('/people/4');
  expect(placeOf({ resource: 'mailboxes', resource_id: 4 })).toBe('/mailboxes');
  expect(placeOf({ resource: 'users', resource_id: 4 })).toBe('/settings/profile');
  expect(placeOf({ resource: 'webhook_subscriptions', resource_id: 4 })).toBe('/settings/apps');
});

test('the desktop shows each once, in the order in which they came', () => {
  const of = (...ids: number[]) => ids.map((id) => ({ id }) as Notice);
  expect(cameAfter(of(9, 7, 5), 5).map(({ id }) => id)).toEqual([7, 9]);
  expect(cameAfter(of(9, 7), 9)).toEqual([]);
});
