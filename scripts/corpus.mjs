// npm run corpus [-- --module FILE] [-- --only p1,p2] [-- --folder DIR]
// How well received mail is judged: precision and recall per kind over tests/fixtures/mail, and the mistakes that hurt
// (people opted out who did not ask, working addresses judged dead). Values in expected*.json; a list means "either".
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    module: { type: 'string', default: join(root, 'apps/server/dist/mail/classify/index.js') },
    folder: { type: 'string', default: join(root, 'tests/fixtures/mail') },
    only: { type: 'string' },
    quiet: { type: 'boolean', default: false },
  },
});
const { classify, readMessage } = await import(pathToFileURL(resolve(values.module)).href);
/** What the corpus was written for: the rep's addresses, and the moment of arrival. */
const reading = {
  own: new Set(['rep@sender.test', 'rhea@sender.test', 'cole@sender.test']),
  folder: 'inbox',
  flags: new Set(),
  receivedAt: new Date('2026-03-02T10:15:00Z'),
};
const fits = (wanted, got) => (Array.isArray(wanted) ? wanted.includes(got) : wanted === got);
const firstOf = (wanted) => (Array.isArray(wanted) ? wanted[0] : wanted);

const lists = readdirSync(values.folder).filter(
  (name) =>
    /^expected(-\w+)?\.json$/.test(name) &&
    (!values.only || values.only.split(',').some((part) => name === `expected-${part}.json`)),
);
const expected = Object.assign(
  {},
  ...lists.map((name) => JSON.parse(readFileSync(join(values.folder, name), 'utf8'))),
);

const kinds = new Map();
const count = (kind, what) => {
  const row = kinds.get(kind) ?? { right: 0, wanted: 0, said: 0 };
  row[what] += 1;
  kinds.set(kind, row);
};
const mistakes = { kind: [], optOut: [], block: [], severity: [], returnsOn: [] };
let slowest = { ms: 0, name: '' };
for (const [name, wanted] of Object.entries(expected)) {
  const message = await readMessage(readFileSync(join(values.folder, `${name}.eml`)));
  const began = performance.now();
  const judged = classify(message, reading);
  const ms = performance.now() - began;
  if (ms > slowest.ms) slowest = { ms, name };
  const right = fits(wanted.kind, judged.kind);
  const kind = right ? judged.kind : firstOf(wanted.kind);
  count(kind, 'wanted');
  count(judged.kind, 'said');
  if (right) count(kind, 'right');
  const line = `${name}: ${judged.kind} ${judged.severity ?? ''} ${judged.returnsOn ?? ''} ${judged.confidence} (right: ${JSON.stringify(wanted)}) ${judged.evidence.at(-1)}`;
  if (!right) mistakes.kind.push(line);
  if (!right && judged.kind === 'unsubscribe') mistakes.optOut.push(line);
  if (judged.severity === 'hard' && !(fits(wanted.kind, 'bounce') && fits(wanted.severity ?? 'hard', 'hard')))
    mistakes.block.push(line);
  if (right && 'severity' in wanted && !fits(wanted.severity, judged.severity)) mistakes.severity.push(line);
  if (right && 'returnsOn' in wanted && !fits(wanted.returnsOn, judged.returnsOn))
    mistakes.returnsOn.push(line);
}

const total = Object.keys(expected).length;
const percent = (part, of) => (of === 0 ? '-' : `${((100 * part) / of).toFixed(1)} %`);
console.log(`${total} messages (${lists.join(', ')})`);
console.log('kind         messages  precision  recall');
for (const [kind, { right, wanted, said }] of [...kinds].sort((a, b) => b[1].wanted - a[1].wanted))
  console.log(
    `${kind.padEnd(12)} ${String(wanted).padStart(8)}  ${percent(right, said).padStart(9)}  ${percent(right, wanted).padStart(7)}`,
  );
console.log(
  `kinds right: ${total - mistakes.kind.length} of ${total} (${percent(total - mistakes.kind.length, total)})`,
);
const titles = {
  kind: 'wrong kind',
  optOut: 'wrong opt-outs',
  block: 'wrong blocks (working addresses judged dead)',
  severity: 'wrong severity',
  returnsOn: 'wrong day of return',
};
for (const [what, title] of Object.entries(titles)) {
  console.log(`${title}: ${mistakes[what].length}`);
  if (!values.quiet) for (const line of mistakes[what]) console.log(`  ${line}`);
}
console.log(`slowest: ${slowest.ms.toFixed(1)} ms (${slowest.name})`);
