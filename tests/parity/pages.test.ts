import { readFileSync } from 'node:fs';
import { openapi } from '@cadenza/contract';
import { expect, it } from 'vitest';
import { differencesOf } from '../../packages/contract/src/compare.js';
import { DIFFERENCES } from '../../packages/contract/src/differences.js';
import { REFUSED } from '../../packages/contract/src/errors.js';
import { ORIGINAL } from '../../packages/contract/src/original.js';
import { GUARDS_BESIDE, PRIVILEGED_SCOPES, SCOPES } from '../../packages/contract/src/scopes.js';
import { TAGS } from '../../packages/contract/src/tags.js';
import { wireError } from '../../apps/server/src/http/errors.js';
import { operations as contracted } from '../support/operations.js';
import { AppError, type ErrorKind } from '../../apps/server/src/kernel/errors.js';

interface Described {
  readonly name: string;
  readonly call: string;
  readonly tag: string;
  readonly added: boolean;
  readonly since: string;
}

const document = openapi('http://localhost:3000') as {
  paths: Record<string, Record<string, Record<string, unknown>>>;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(
    ([method, each]): Described => ({
      name: String(each['operationId']),
      call: `${method.toUpperCase()} ${path}`,
      tag: (each['tags'] as string[])[0] ?? '',
      added: each['x-extension'] === true,
      since: String(each['x-since']),
    }),
  ),
);
/** However the names in braces are spelled. */
const shape = (call: string): string => call.replaceAll(/\{[^}]+\}/g, '{}');
const original = Object.values(ORIGINAL).flat();
const served = new Set(operations.map(({ call }) => shape(call)));

const page = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

/** A Markdown table, its columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join(
    '\n',
  );
}

/** A page with what stands between two marks made anew. */
function renewed(text: string, mark: string, content: string): string {
  const [before, rest, ...more] = text.split(`<!-- ${mark} -->`);
  const [, after] = (rest ?? '').split(`<!-- /${mark} -->`);
  if (after === undefined || more.length > 0) throw new Error(`the page has no part ${mark}`);
  return `${before}<!-- ${mark} -->\n\n${content}\n\n<!-- /${mark} -->${after}`;
}

/** What each scope guards. */
function scopesTable(): string {
  const rows = Object.keys(SCOPES).map((scope) => {
    const count = contracted.filter((each) => each.scope === scope).length;
    const beside = GUARDS_BESIDE[scope];
    const guards = [
      ...(count === 0 ? [] : [`${count} operations`]),
      ...(beside === undefined ? [] : [beside]),
    ];
    return [
      `\`${scope}\``,
      scope in PRIVILEGED_SCOPES ? 'privileged' : '',
      guards.join('; ') || 'nothing here yet: it can be granted, and is never asked for',
    ];
  });
  return table([['scope', '', 'guards'], ...rows]);
}

it('docs/compatibility.md has each operation, since when, and every known difference (re-record: vitest run FILE -u)', async () => {
  const differences = table([['topic', 'here'], ...DIFFERENCES.map(({ topic, here }) => [topic, here])]);
  const parts = TAGS.map(({ name: tag }) => {
    const rows = operations
      .filter((each) => each.tag === tag)
      .map(({ name, call, added, since }) => [
        `\`${call}\``,
        added ? 'addition' : 'original',
        since,
        differencesOf(name)
          .map(({ topic }) => topic)
          .join('; '),
      ]);
    return `### ${tag}\n\n${table([['operation', 'of', 'since', 'differences about'], ...rows])}`;
  });
  const missing = Object.entries(ORIGINAL)
    .map(([tag, calls]) => [tag, calls.filter((call) => !served.has(shape(call)))] as const)
    .filter(([, calls]) => calls.length > 0)
    .map(([tag, calls]) => [tag, calls.map((call) => `\`${call}\``).join(', ')]);
  const count = original.filter((call) => served.has(shape(call))).length;
  const all = `${count} of the ${original.length} operations of the original are served.`;
  const notServed =
    missing.length === 0
      ? all
      : `${all} These are not, and answer 404:\n\n${table([['of', 'operations'], ...missing])}`;
  const text = [
    ['differences', differences],
    ['scopes', scopesTable()],
    ['operations', parts.join('\n\n')],
    ['not-served', notServed],
  ].reduce((whole, [mark = '', content = '']) => renewed(whole, mark, content), page('compatibility.md'));
  await expect(text).toMatchFileSnapshot('../../docs/compatibility.md');
});

it('what the original has is no addition, and what it has not is one', () => {
  const known = new Set(original.map(shape));
  expect(operations.filter(({ call, added }) => known.has(shape(call)) === added)).toEqual([]);
});

it('differences name operations and resources that are there', () => {
  const names = new Set(operations.flatMap(({ name }) => [name, name.split('.')[0]]));
  expect(DIFFERENCES.flatMap(({ of = [] }) => of).filter((name) => !names.has(name))).toEqual([]);
  expect(new Set(DIFFERENCES.map(({ topic }) => topic)).size).toBe(DIFFERENCES.length);
});

const KINDS: Record<ErrorKind, true> = {
  malformed: true,
  unauthenticated: true,
  forbidden: true,
  not_found: true,
  conflict: true,
  gone: true,
  precondition_failed: true,
  too_large: true,
  invalid: true,
  scoped_fields: true,
  rate_limited: true,
  unavailable: true,
};

it('docs/errors.md has every status that a refusal has, and its body', async () => {
  for (const kind of Object.keys(KINDS) as ErrorKind[]) {
    const { status, body } = wireError(new AppError(kind, 'No'));
    const told = REFUSED.find((each) => each.status === status);
    expect(told, String(status)).toBeDefined();
    if (kind !== 'scoped_fields') expect(body).toHaveProperty(told?.body ?? '');
  }
  const rows = REFUSED.map(({ status, body, when, then }) => [String(status), `\`${body}\``, when, then]);
  const text = renewed(
    page('errors.md'),
    'errors',
    table([['status', 'body', 'when', 'what to do'], ...rows]),
  );
  await expect(text).toMatchFileSnapshot('../../docs/errors.md');
});
