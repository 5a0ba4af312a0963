import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { remade, say, stored } from './said.js';
import { ENGLISH } from './sentences.js';

describe('a sentence', () => {
  const limit = say('mailbox_hourly_limit', { mailbox_id: 7, count: 3 }, { name: 'rep@sender.test' });
  const refused = say('email_refused', {}, { quote: '550 5.1.1 no such user' });

  it('is made of its facts, and made again from what is stored', () => {
    const both = say('held', {}).and(limit).and(refused);
    expect(both.text).toBe(
      'Held: rep@sender.test sends at most 3 e-mails an hour. The mail server refused it: 550 5.1.1 no such user',
    );
    const kept = JSON.parse(both.json);
    expect(kept.facts).toEqual([
      { rule: 'held' },
      { rule: 'mailbox_hourly_limit', mailbox_id: 7, count: 3 },
      { rule: 'email_refused' },
    ]);
    expect(remade(ENGLISH, kept, ({ mailbox_id: id }) => (id === 7 ? 'rep@sender.test' : ''))).toBe(
      both.text,
    );
  });

  it('is the same when its facts are, in whatever order jsonb gives them back', () => {
    const { rule, facts } = limit.record;
    const turned = facts.map((fact) => Object.fromEntries(Object.entries(fact).reverse()));
    expect(stored('In other words.', { facts: turned, rule }).equals(limit)).toBe(true);
    expect(limit.equals(refused)).toBe(false);
  });

  it('of an earlier version is its own words', () => {
    expect(stored('Waits.', null).facts).toEqual([{ rule: 'as_written' }]);
    expect(stored('Waits.', null).and(limit).text).toBe(`Waits. ${limit.text}`);
  });
});

// What our own sentences say must never decide anything, and only the table may write them.
const READS =
  /(?:state_reason|health_reason|decided_because|[ae]\.reason) (?:NOT )?(?:LIKE|ILIKE|~|=|<>|IN|SIMILAR TO) \(?'[^']/u;
const COMPARES =
  /\.(?:(?:reason|said|because)\.text|state_reason|health_reason|decided_because)\.(?:startsWith|includes|endsWith|match)\(/u;
const WRITES = /\b(?:state_reason|health_reason|decided_because)(?: =|:) ['`][A-Z]/u;

it('sentences are neither read nor written as prose outside of the table', () => {
  const root = 'apps/server/src';
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  expect(files.length).toBeGreaterThan(300);
  const bad = files.flatMap((file) =>
    readFileSync(`${root}/${file}`, 'utf8')
      .split('\n')
      .filter((line) => READS.test(line) || COMPARES.test(line) || WRITES.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(bad).toEqual([]);
});
