import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EVENTS } from '@cadenza/contract';
import { contract } from '@cadenza/contract';

const server = join(import.meta.dirname, '..');
/** What changes the table, with one space between words and no brackets or quotes. */
const WRITES = [
  'insert into',
  'insertInto',
  'update',
  'updateTable',
  'delete from',
  'deleteFrom',
  'merge into',
];

/** Whether a source writes the table, in SQL or by the query builder. */
function writesEvents(source: string): boolean {
  const words = source.replaceAll(/[^\w.]+/g, ' ').toLowerCase();
  return WRITES.some((write) => words.includes(`${write.toLowerCase()} events `));
}

it('nothing but events/ writes events', () => {
  expect(writesEvents("tx.insertInto('events')")).toBe(true);
  expect(writesEvents('INSERT INTO\n  events (team_id)')).toBe(true);
  expect(writesEvents('INSERT INTO email_events (team_id)')).toBe(false);
  const sources = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('events/'),
  );
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((name) => writesEvents(readFileSync(join(server, name), 'utf8')))).toEqual([]);
});

it('every event is about a resource of the API, or a success', () => {
  for (const [type, { resource }] of Object.entries(EVENTS))
    expect([...Object.keys(contract.resources), 'successes'], type).toContain(resource);
});
