import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../scripts/check-lists.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lists-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PLANTED: readonly (readonly [string, boolean])[] = [
  ["db.selectFrom('a').where('id', 'in', ids)", true],
  ["db.selectFrom('a').where('id', 'not in', [...ids])", true],
  ["db.selectFrom('a').where((eb) => eb('id', 'in', given.ids))", true],
  ["db.selectFrom('a').where('id', 'in', ids.map((each) => each.id))", true],
  ["db.selectFrom('a').where('id', 'in', [1, id])", true],
  ['sql`x IN (${sql.join(ids)})`', true],
  ["db.selectFrom('a').where('id', '=', anyOf(ids))", false],
  ["db.selectFrom('a').where('state', 'in', ['queued', 'sent'])", false],
  ["db.selectFrom('a').where('state', 'in', [...OPEN, 'sent'])", false],
  ["db.selectFrom('a').where('state', 'in', OPEN)", false],
  ["db.selectFrom('a').where('id', 'in', (eb) => eb.selectFrom('b').select('id'))", false],
];

let says: string;
beforeAll(async () => {
  for (const [index, [text]] of PLANTED.entries()) writeFileSync(join(folder, `${index}.ts`), text);
  // One run for all: starting the parser costs more than what it reads.
  says = await new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, folder], (error, _out, told) =>
      resolve(`exit ${error?.code ?? 0}\n${told}`),
    );
  });
});

it('fails when one is refused', () => expect(says).toMatch(/^exit 1\n/));

it.each(PLANTED.map(([text, wanted], index) => [text, wanted, index] as const))(
  '%s: refused %s',
  (_, wanted, index) => expect(says.includes(`/${index}.ts:1: `)).toBe(wanted),
);
