import { expect, it } from 'vitest';
import { namesInView } from './view-rules.js';

it('finds a custom field in the filters of a view however they are written', () => {
  for (const params of [
    { custom_fields: { Size: '42' } },
    { 'custom_fields[Size]': '42' },
    { filters: [{ field: 'custom_fields.Size', op: 'is' }] },
    { columns: ['name', 'custom_fields.Size'] },
  ])
    expect(namesInView(params, 'Size'), JSON.stringify(params)).toBe(true);
  for (const params of [null, 'Size', { Size: 'x' }, { custom_fields: { 'Shoe Size': 'Size' } }, ['Size']])
    expect(namesInView(params, 'Size'), JSON.stringify(params)).toBe(false);
});
