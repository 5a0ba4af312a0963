import { describe, expect, it } from 'vitest';
import { namesIn, nearest, renamed } from './mend';

describe('a variable that nobody knows', () => {
  it('is likely the one two letters away, or none', () => {
    expect(nearest('titel', ['state', 'title'])).toBe('title');
    expect(nearest('account.nam', ['account.name'])).toBe('account.name');
    expect(nearest('favourite_colour', ['title'])).toBeUndefined();
  });

  it('is replaced within tags alone, and as a whole name', () => {
    expect(renamed('titel {{ titel }} {{titel | default: "x"}} {{ titels }}', 'titel', 'title')).toBe(
      'titel {{ title }} {{title | default: "x"}} {{ titels }}',
    );
    expect(renamed('{% if titel %}a{% endif %}', 'titel', 'title')).toBe('{% if title %}a{% endif %}');
  });
});

it('names the fields that may be empty', () => {
  expect(
    namesIn('{{ title }} {{account.name}} {{ my.name }} {{ title }} {{ city | upcase }} {{ open'),
  ).toEqual(['title', 'account.name']);
});
