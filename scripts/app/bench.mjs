// `npm run bench:app`: what the web app promises, beside its reference of the same run: about five minutes. BENCH_PEOPLE says over how
// many people the lists are walked (20,000), BENCH_ONLY=load,next,rows,scroll,twice,heap which parts, BENCH_FRESH=1 also a fresh
// clone to ready beside `npm ci`. Only an idle machine tells the truth; the figures never stand in the tests.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fresh } from './bench-fresh.mjs';
import { heapOfEvents, heapOfPages } from './bench-heap.mjs';
import { next, rows, twice } from './bench-look.mjs';
import { scroll } from './bench-scroll.mjs';
import { fillPeople } from './bench-seed.mjs';
import { openWorld, signedIn } from './world.mjs';

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 20_000);
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
const world = await openWorld();
try {
  if (['next', 'twice', 'heap'].some(wants)) await inDemo();
  if (['rows', 'scroll', 'heap'].some(wants)) await inBig();
  if (process.env.BENCH_FRESH === '1') await fresh(tell);
} finally {
  await world.stop();
}
console.log(missed === 0 ? 'Everything is reached.' : `${missed} missed.`);
process.exitCode = missed > 0 ? 1 : 0;

async function inDemo() {
  const { context, page } = await signedIn(world);
  if (wants('twice')) await twice(page, world, tell);
  if (wants('next')) await next(page, world, tell);
  if (wants('heap')) await heapOfEvents(page, world, tell);
  await context.close();
}

async function inBig() {
  const { context, page } = await signedIn(world, {}, { demo: false });
  if (world.folder) await fillPeople(world.folder, world.email, PEOPLE);
  if (wants('rows')) await rows(page, world, tell);
  if (wants('scroll')) await scroll(page, world, tell);
  if (wants('heap')) await heapOfPages(page, world, tell);
  await context.close();
}
