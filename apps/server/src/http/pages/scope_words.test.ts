import { GENERAL_SCOPES, PRIVILEGED_SCOPES } from '@cadenza/contract';
import { expect, test } from 'vitest';
import { permissionsOf } from './scope_words.js';

test('every scope has its place, and one that is new is said by its name', () => {
  const all = permissionsOf(['openid', ...Object.keys(GENERAL_SCOPES), ...Object.keys(PRIVILEGED_SCOPES)]);
  expect(all.identity).toBe(true);
  expect(all.groups.map((group) => group.title)).toEqual([
    'People and accounts',
    'Outreach',
    'Team',
    'Automation',
  ]);
  expect(all.privileged).toEqual(Object.values(PRIVILEGED_SCOPES));
  const said = all.groups.flatMap((group) => group.permissions.flatMap((each) => each.verbs));
  expect(said).toHaveLength(Object.keys(GENERAL_SCOPES).length);
  expect(permissionsOf(['people:read', 'people:delete', 'toString', 'new:thing'])).toEqual({
    identity: false,
    groups: [
      { title: 'People and accounts', permissions: [{ what: 'People', verbs: ['see', 'delete'] }] },
      {
        title: 'More',
        permissions: [
          { what: 'toString', verbs: [] },
          { what: 'new:thing', verbs: [] },
        ],
      },
    ],
    privileged: [],
  });
});
