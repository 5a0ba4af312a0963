// `npm run bench:app`: what the web app promises, beside its reference of the same run: a quarter of an hour. The lists are walked
// over a million people (BENCH_PEOPLE), which are put into the database directly; BENCH_DATA=folder keeps them for the next run.
// BENCH_ONLY=load,twice,next,debounce,events,rows,scroll,pages says which parts, BENCH_FRESH=1 adds a fresh clone to ready beside
// `npm ci`. Only an idle machine tells the truth; the figures never stand in the tests.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fresh } from './bench-fresh.mjs';
import { heapOfEvents, heapOfPages } from './bench-heap.mjs';
import { debounce, next, rows, twice } from './bench-look.mjs';
import { scroll } from './bench-scroll.mjs';
import { fillPeople } from './bench-seed.mjs';
import { openWorld, signedIn } from './world.mjs';

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 1_000_000);
const only = process.env.BENCH_ONLY?.split(',');
const wants = (name) => only === undefined || only.includes(name);
let missed = 0;

/** One figure, what it is measured against, and whether it is reached. */
function tell(what, value, unit, reference, limit) {
  const over = limit !== undefined && !(value <= limit);
  if (over) missed += 1;
  const beside =
    reference === undefined
      ? ''
      : `; reference ${reference.toFixed(1)} ${unit}, ratio ${(value / reference).toFixed(2)}`;
  const goal = limit === undefined ? '' : `; goal <= ${limit.toFixed(1)}`;
  console.log(`${over ? 'MISSED' : '    ok'}  ${what}: ${value.toFixed(1)} ${unit}${beside}${goal}`);
}

if (wants('load')) {
  const budget = fileURLToPath(new URL('../check-budget.mjs', import.meta.url));
  if (spawnSync(process.execPath, [budget], { stdio: 'inherit' }).status !== 0) missed += 1;
}
const world = await openWorld({ kept: process.env.BENCH_DATA });
try {
  await inDemo();
  await inBig();
  if (process.env.BENCH_FRESH === '1') await fresh(tell);
} finally {
  await world.stop();
}
console.log(missed === 0 ? 'Everything is reached.' : `${missed} missed.`);
process.exitCode = missed > 0 ? 1 : 0;

/** What is told by parts that are wanted, of one page each. */
async function measured(parts, page) {
  for (const [name, part] of Object.entries(parts)) if (wants(name)) await part(page, world, tell);
}

async function inDemo() {
  const parts = { twice, next, debounce, events: heapOfEvents };
  if (!Object.keys(parts).some(wants)) return;
  const { context, page } = await signedIn(world);
  await measured(parts, page);
  await context.close();
}

async function inBig() {
  const parts = { rows, scroll, pages: heapOfPages };
  if (!Object.keys(parts).some(wants)) return;
  const { context, page } = await signedIn(world, {}, { demo: false });
  if (world.folder) {
    const begun = performance.now();
    await fillPeople(world.folder, world.email, PEOPLE);
    tell(`seeded ${PEOPLE} people`, (performance.now() - begun) / 1000, 's');
  }
  await measured(parts, page);
  await context.close();
}
