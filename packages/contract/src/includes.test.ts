import * as z from 'zod';
import { expect, it } from 'vitest';
import * as f from './fields.js';
import { includesOf } from './includes.js';

it('brings along what is referred to by number, and nothing that is referred to by guid', () => {
  const record = z.object({ user: f.textRef('/v2/users/{id}'), owner: f.ref('/v2/users/{id}') });
  expect(includesOf(record, 'meeting_settings')).toEqual(['owner']);
});
