import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isDoubtful } from './doubt.js';
import { folded, wordsOf } from './fold.js';
import { classify, readMessage } from './index.js';
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

async function kindOf(text: string) {
  const raw = `From: Ann <ann@customer.example>
To: Rep <rep@sender.test>
Subject: Re: Quick question
In-Reply-To: <a@sender.test>
Content-Type: text/plain; charset=utf-8

${text}
`;
  return classify(await readMessage(Buffer.from(raw)), reading).kind;
}

const around = (text: string) => [text, `Hi Rhea,\n\n${text}\n\nBest,\nAnn`];
const sentence = (text: string) => ({ text, words: wordsOf(folded(text)) });

describe('wishes that are none', () => {
  it.each(lines('answers-without-wish.txt'))('%s', async (line) => {
    for (const text of around(line.slice(3))) expect(await kindOf(text)).not.toBe('unsubscribe');
  });
});

describe('wishes beside a denial of something else', () => {
  it.each(lines('answers-with-wish.txt'))('%s', async (line) => {
    for (const text of around(line.slice(3))) expect(await kindOf(text)).toBe('unsubscribe');
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

describe('wishes that are plain, in whatever language', () => {
  it.each(lines('wishes.txt'))('%s', async (line) => {
    for (const text of around(line.slice(3))) expect(await kindOf(text)).toBe('unsubscribe');
  });
});
