import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../scripts/check-lists.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lists-'));
afterAll(() => rmSync(folder, { recursive: true }));

function refused(text: string): Promise<boolean> {
  const file = join(folder, 'planted.ts');
  writeFileSync(file, text);
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, file], (error) => resolve(error !== null));
  });
}

it.each([
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
])('%s: refused %s', async (text, wanted) => {
  expect(await refused(text)).toBe(wanted);
});
