import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classify, type Classification, readHeaders, readMessage, wantsBody } from './index.js';
import type { Reading } from './types.js';

const folder = new URL('../../../../../tests/fixtures/mail/', import.meta.url);
/** Some messages may rightly be read in two ways: a list of values means either. */
type Wanted = { [key in keyof Classification]?: unknown } & {
  kind: string | string[];
  /** A wish that is not seen yet: what it is taken for. Goes when it is seen. */
  seenAs?: string;
};
const lists = readdirSync(folder).filter((file) => /^expected(-\w+)?\.json$/.test(file));
const listOf = (file: string) =>
  JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, Wanted>;
/** All lists; expected.json holds what we wrote ourselves, the others come from outside. */
const expected = Object.assign({}, ...lists.map(listOf)) as Record<string, Wanted>;
const ours = listOf('expected.json');
const fits = (wanted: unknown, got: unknown) =>
  Array.isArray(wanted) ? wanted.includes(got) : wanted === got;
const reading: Reading = {
  own: new Set(['rep@sender.test', 'rhea@sender.test', 'cole@sender.test']),
  folder: 'inbox',
  flags: new Set(),
  receivedAt: new Date('2026-03-02T10:15:00Z'),
};
const read = (name: string) => readFileSync(new URL(`${name}.eml`, folder));

describe('corpus of received messages', () => {
  it('has an expectation for every file', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.eml'));
    expect(files.map((file) => file.slice(0, -4)).sort()).toEqual(Object.keys(expected).sort());
    expect(files.length).toBeGreaterThanOrEqual(400);
  });

  // One test for all of them: one for each costs more than reading and judging it. Each that is wrong is named.
  it('every message is what it is expected to be, with evidence', { timeout: 60_000 }, async () => {
    const wrong: unknown[] = [];
    for (const [name, wanted] of Object.entries(expected)) {
      const judged = classify(await readMessage(read(name)), reading);
      const { seenAs, ...right } = wanted;
      for (const [key, value] of Object.entries(seenAs === undefined ? right : { ...right, kind: seenAs }))
        if (!fits(value, judged[key as keyof Classification])) wrong.push({ name, key, value, judged });
      if (judged.evidence.length === 0 || judged.evidence.some((line) => line.trim() === ''))
        wrong.push({ name, evidence: judged.evidence });
    }
    expect(wrong).toEqual([]);
  });

  it('headers alone agree, or ask for the body', () => {
    expect(Object.entries(ours).filter(([name, wanted]) => !agreesByHeaders(name, wanted))).toEqual([]);
  });

  function agreesByHeaders(name: string, wanted: Wanted): boolean {
    const message = readHeaders(
      read(name)
        .subarray(0, 4000)
        .toString('utf8')
        .split(/\r?\n\r?\n/)[0] ?? '',
    );
    const judged = classify(message, reading);
    // Wishes, calendars and the texts of automatic replies stand in the body: by headers they are answers of a person.
    return (
      judged.kind === wanted.kind ||
      (judged.kind === 'reply' &&
        ['unsubscribe', 'auto_reply', 'receipt', 'bounce', 'complaint', 'meeting', 'other'].includes(
          String(wanted.kind),
        )) ||
      (['auto_reply', 'other'].includes(judged.kind) && ['meeting', 'other'].includes(String(wanted.kind))) ||
      wantsBody(message, judged)
    );
  }
});
