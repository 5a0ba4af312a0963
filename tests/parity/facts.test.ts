import { readFileSync } from 'node:fs';
import { contract, type ResourceSpec } from '@cadenza/contract';
import { describe, expect, it } from 'vitest';

/** What the original's record of each resource is known to carry (facts.json, drawn from its public documentation). */
interface Fact {
  fields: Record<string, { type: string; nullable?: boolean }>;
  list?: {
    path: string;
    filters: Record<string, { type: string }>;
    sort_by: string[];
    default_sort_by: string;
  };
  create?: { path: string; params: Record<string, unknown> };
  update?: { path: string; params: Record<string, unknown> };
}
const facts = JSON.parse(readFileSync(new URL('./facts.json', import.meta.url), 'utf8')) as Record<
  string,
  Fact
>;
const resources = new Map(
  (Object.values(contract.resources) as ResourceSpec[]).map((spec) => [spec.recordName, spec]),
);

describe.each(Object.entries(facts).filter(([name]) => name !== 'Team'))('%s', (name, fact) => {
  const spec = resources.get(name) as ResourceSpec;

  it('has every field, and marks those it adds', () => {
    const { shape } = spec.record;
    const original = Object.keys(shape).filter((key) => shape[key]?.meta?.()?.['x-extension'] !== true);
    expect(original.sort()).toEqual(Object.keys(fact.fields).sort());
  });

  it('lists with every filter and sort, at the same path', () => {
    if (!fact.list) return;
    expect(spec.path).toBe(fact.list.path);
    // Beyond the original's, every list is sorted and filtered by the stamps its records have.
    const filters = Object.entries(spec.list?.filters ?? {}).filter(([, filter]) => !('extension' in filter));
    expect(filters.map(([name]) => name).sort()).toEqual(Object.keys(fact.list.filters).sort());
    const added = ['created_at', 'updated_at'].filter((stamp) => !fact.list?.sort_by.includes(stamp));
    expect(spec.list?.sorts.filter((sort) => !added.includes(sort))).toEqual(fact.list.sort_by);
    expect(spec.list?.defaultSort).toBe(fact.list.default_sort_by);
  });

  it.each(['create', 'update'] as const)('takes every parameter of %s', (part) => {
    const params = Object.keys(fact[part]?.params ?? {});
    expect(Object.keys(spec[part]?.body.shape ?? {})).toEqual(expect.arrayContaining(params));
  });
});
