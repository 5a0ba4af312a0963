import { expect, it } from 'vitest';
import { momentTyped, programOf, readable, TYPES } from './webhook-words';

it('says events in words, and whose a subscription is', () => {
  expect(TYPES.person_created).toBe('person made');
  expect(TYPES.cadence_membership_updated).toBe('place on a cadence changed');
  expect(programOf({ program: { kind: 'oauth_app', name: 'Sync' } })).toBe('OAuth app “Sync”');
  expect(programOf({ program: { kind: 'api_key', name: null } })).toBe('API key “that is gone”');
});

it('reads JSON, and moments as they are typed', () => {
  expect(readable('{"id":1}')).toBe('{\n  "id": 1\n}');
  expect(readable('<p>no</p>')).toBe('<p>no</p>');
  expect(momentTyped('2026-12-01T09:00', 'Asia/Tokyo')).toBe('2026-12-01T00:00:00.000Z');
  expect(momentTyped('', 'UTC')).toBeUndefined();
});
