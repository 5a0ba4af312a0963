import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classify, type Classification, readHeaders, readMessage, wantsBody } from './index.js';
import type { Reading } from './types.js';

const folder = new URL('../../../../../tests/fixtures/mail/', import.meta.url);
const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Record<
  string,
  Partial<Classification>
>;
const reading: Reading = {
  own: new Set(['rep@sender.test', 'rhea@sender.test', 'cole@sender.test']),
  folder: 'inbox',
  flags: new Set(),
  receivedAt: new Date('2026-03-02T10:15:00Z'),
};
const read = (name: string) => readFileSync(new URL(`${name}.eml`, folder));

describe('corpus of received messages', () => {
  it('has an expectation for every file', () => {
    const names = readdirSync(folder);
    const files = names.filter((file) => file.endsWith('.eml'));
    const known = names
      .filter((file) => file.startsWith('expected'))
      .flatMap((file) => Object.keys(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as object));
    expect(files.map((file) => file.slice(0, -4)).sort()).toEqual(known.sort());
    expect(files.length).toBeGreaterThanOrEqual(60);
  });

  it.each(Object.entries(expected))('%s', async (name, wanted) => {
    const judged = classify(await readMessage(read(name)), reading);
    expect(judged).toMatchObject(wanted);
    expect(judged.evidence.length).toBeGreaterThan(0);
    expect(judged.evidence.every((line) => line.trim() !== '')).toBe(true);
  });

  it.each(Object.entries(expected))('%s: headers alone agree, or ask for the body', (name, wanted) => {
    const message = readHeaders(
      read(name)
        .subarray(0, 4000)
        .toString('utf8')
        .split(/\r?\n\r?\n/)[0] ?? '',
    );
    const judged = classify(message, reading);
    // Wishes, calendars and the texts of automatic replies stand in the body: by headers they are answers of a person.
    const agrees =
      judged.kind === wanted.kind ||
      (judged.kind === 'reply' &&
        ['unsubscribe', 'auto_reply', 'receipt', 'bounce', 'complaint', 'meeting', 'other'].includes(
          wanted.kind ?? '',
        )) ||
      (['auto_reply', 'other'].includes(judged.kind) && ['meeting', 'other'].includes(wanted.kind ?? ''));
    expect(agrees || wantsBody(message, judged)).toBe(true);
  });
});
