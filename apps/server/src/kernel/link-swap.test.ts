import { expect, it } from 'vitest';
import { linksInText, swapInText } from './link-swap.js';

it('finds addresses in text as somebody writes them', () => {
  expect(
    linksInText(
      'See https://a.example/x, (http://b.example/y?z=1#q) <https://a.example/x> or https://c.example. httpx://n https://',
    ),
  ).toEqual(['https://a.example/x', 'http://b.example/y?z=1#q', 'https://c.example']);
});

it('exchanges whole addresses alone', () => {
  const links = new Map([
    ['https://a.example/x', 'https://s.example/1'],
    ['https://s.example/1', 'https://never.example/'],
  ]);
  expect(swapInText('https://a.example/x https://a.example/xy https://a.example/x. no', links)).toBe(
    'https://s.example/1 https://a.example/xy https://s.example/1. no',
  );
  const long = 'https://a.example/x '.repeat(50_000);
  expect(swapInText(long, links)).toHaveLength('https://s.example/1 '.length * 50_000);
});
