import { expect, expectTypeOf, it } from 'vitest';
import * as z from 'zod';
import * as f from './fields.js';
import { type Id, type IdInput, operation, type Params, pathNames, resource } from './resource.js';

const common = { tag: 'T', method: 'GET', summary: 's', scope: null } as const;

it('an operation has a schema for every name of its path, of the type its handler gets', () => {
  const two = operation({
    ...common,
    name: 'row',
    path: '/v2/jobs/{job_id}/rows/{number}',
    params: { job_id: f.id(), number: f.pathText() },
  });
  expectTypeOf<Params<typeof two>>().toEqualTypeOf<{ readonly job_id: number; readonly number: string }>();
  expect(pathNames(two.path)).toEqual(['job_id', 'number']);
  const none = operation({ ...common, name: 'none', path: '/v2/none' });
  expectTypeOf<Params<typeof none>>().toEqualTypeOf<Record<string, never>>();
});

it('a missing, a surplus and a misspelt name of a path are type errors', () => {
  // @ts-expect-error -- {id} has no schema
  operation({ ...common, name: 'missing', path: '/v2/jobs/{id}' });
  // @ts-expect-error -- one of two is missing
  operation({ ...common, name: 'half', path: '/v2/jobs/{id}/rows/{row}', params: { id: f.id() } });
  // @ts-expect-error -- the path has no name at all
  operation({ ...common, name: 'surplus', path: '/v2/jobs', params: { id: f.id() } });
  const two = { id: f.id(), row: f.id() };
  // @ts-expect-error -- the path does not have {row}
  operation({ ...common, name: 'too many', path: '/v2/jobs/{id}', params: two });
  // @ts-expect-error -- {calendar_id}, not {id}
  operation({ ...common, name: 'other', path: '/v2/calendars/{calendar_id}/days', params: { id: f.id() } });
  // @ts-expect-error -- a path carries text
  operation({ ...common, name: 'bool', path: '/v2/jobs/{id}', params: { id: f.boolean() } });
});

it('a resource says what its records are called by', () => {
  const spec = { tag: 'T', recordName: 'R', record: z.object({}), scopes: { read: null } } as const;
  const integers = resource({ ...spec, name: 'a', path: '/v2/a' });
  const uuids = resource({ ...spec, name: 'b', path: '/v2/b', id: 'uuid' });
  const texts = resource({ ...spec, name: 'c', path: '/v2/c', id: 'text' });
  const either = resource({ ...spec, name: 'd', path: '/v2/d', id: 'integer_or_guid' });
  expectTypeOf<Id<typeof integers>>().toEqualTypeOf<number>();
  expectTypeOf<Id<typeof uuids>>().toEqualTypeOf<string>();
  expectTypeOf<Id<typeof texts>>().toEqualTypeOf<string>();
  expectTypeOf<Id<typeof either>>().toEqualTypeOf<number>();
  expectTypeOf<IdInput<typeof either>>().toEqualTypeOf<number | string>();
  expectTypeOf<IdInput<typeof uuids>>().toEqualTypeOf<string>();
  expect([integers, uuids, texts, either].map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
});
