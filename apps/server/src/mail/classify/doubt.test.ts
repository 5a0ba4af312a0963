import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isDoubtful } from './doubt.js';
import { folded, wordsOf } from './fold.js';
import { classify, readHeaders } from './index.js';
import type { Reading } from './types.js';

const reading: Reading = {
  own: new Set(['rep@sender.test']),
  folder: 'inbox',
  flags: new Set(),
  receivedAt: new Date('2026-03-02T10:15:00Z'),
};
const folder = new URL('../../../../../tests/fixtures/mail/', import.meta.url);
/** One sentence a line, its language before it. */
const lines = (file: string) => {
  const text = readFileSync(new URL(file, folder), 'utf8');
  return text.split('\n').filter((line) => line !== '');
};

const head = readHeaders(`From: Ann <ann@customer.example>
To: Rep <rep@sender.test>
Subject: Re: Quick question
In-Reply-To: <a@sender.test>
Content-Type: text/plain; charset=utf-8`);
/** The text as a reader of messages gives it: taking two thousand of them apart is not what is looked at here. */
const kindOf = (text: string) => classify({ ...head, text, complete: true }, reading).kind;

const around = (text: string) => [text, `Hi Rhea,\n\n${text}\n\nBest,\nAnn`];
/** Lines of a list that are not judged as they should be, alone and as a whole letter; `\\n` parts lines of one. */
function misjudged(file: string, isWish: boolean): string[] {
  const wrong: string[] = [];
  for (const line of lines(file))
    for (const text of around(line.slice(3).replaceAll('\\n', '\n')))
      if ((kindOf(text) === 'unsubscribe') !== isWish) wrong.push(text);
  return wrong;
}
const sentence = (text: string) => ({ text, words: wordsOf(folded(text)) });

// One test for each list: a test of its own for each of 1500 sentences costs more than judging them.
describe('lists of sentences', () => {
  it('no wish is seen where there is none', { timeout: 60_000 }, () => {
    expect(lines('answers-without-wish.txt').length).toBeGreaterThan(800);
    expect(misjudged('answers-without-wish.txt', false)).toEqual([]);
  });
  it('wishes beside a denial of something else are seen', { timeout: 60_000 }, () => {
    expect(misjudged('answers-with-wish.txt', true)).toEqual([]);
  });
  it('plain wishes are seen, in whatever language', { timeout: 60_000 }, () => {
    expect(lines('wishes.txt').length).toBeGreaterThan(500);
    expect(misjudged('wishes.txt', true)).toEqual([]);
  });
  it('an answer that wants something of us is none, whatever it does not want', { timeout: 60_000 }, () => {
    expect(lines('answers-with-interest.txt').length).toBeGreaterThan(400);
    expect(misjudged('answers-with-interest.txt', false)).toEqual([]);
  });
  it('a wish is told by what it is made of, whatever its order', { timeout: 60_000 }, () => {
    expect(lines('wishes-in-odd-words.txt').length).toBeGreaterThan(250);
    expect(misjudged('wishes-in-odd-words.txt', true)).toEqual([]);
  });
});

describe('doubt', () => {
  it.each([
    'Please do not ever remove me from your list.',
    'Streichen Sie mich bitte nicht.',
    'Nie usuwajcie mnie.',
    'Remove me from the meeting.',
    'I unsubscribed by accident.',
    'Do not call me, write.',
    'Do not write here, write to sales instead.',
  ])('%s', (text) => expect(isDoubtful(sentence(text))).toBe(true));

  it.each([
    'Not interested, remove me.',
    'Bitte nicht mehr schreiben und aus dem Verteiler nehmen.',
    'Do not call or email me.',
    'Remove me from this list.',
    'Take us off it.',
  ])('none: %s', (text) => expect(isDoubtful(sentence(text))).toBe(false));
});
