import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './numbers.mjs';
import { asked, findChromium, signedIn } from './world.mjs';

const ROUNDS = 5;
const WANTED = { performance: 0.95, accessibility: 1, 'best-practices': 0.95 };
/** What the score of performance is made of. */
const TIMES = {
  'first-contentful-paint': 'first paint',
  'largest-contentful-paint': 'largest paint',
  'speed-index': 'speed index',
  'total-blocking-time': 'blocked',
};

/** The median of five for the routes that reps live in, desktop; mobile is told and never fails. @returns how many fail */
export async function lighthouse(world) {
  const { context, page } = await signedIn(world);
  const first = async (path) => (await asked(page, path)).data[0].id;
  const [person, cadence] = [
    await first('/v2/people?per_page=1&replied=true'),
    await first('/v2/cadences?per_page=1'),
  ];
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  await context.close();
  const places = [
    '/login',
    '/app/',
    '/app/people',
    `/app/people/${person}`,
    `/app/cadences/${cadence}/timeline`,
  ];
  let failed = 0;
  for (const path of places) {
    const headers = path === '/login' ? {} : { cookie };
    const runs = [];
    for (let round = 0; round < ROUNDS; round += 1)
      runs.push(await run(world.url + path, headers, 'desktop'));
    failed += tellOf(path, runs, await run(world.url + path, headers, 'mobile'));
  }
  return failed;
}

/** One line of scores, one of times, and what keeps the scores from being whole. @returns how many are missed */
function tellOf(path, runs, mobile) {
  let missed = 0;
  const scores = Object.entries(WANTED).map(([name, wanted]) => {
    const of = ({ categories }) => categories[name].score;
    const score = median(runs.map(of));
    if (score < wanted) missed += 1;
    return `${name} ${Math.round(score * 100)} (mobile ${Math.round(of(mobile) * 100)})`;
  });
  const times = Object.entries(TIMES).map(
    ([id, name]) => `${name} ${Math.round(median(runs.map(({ audits }) => audits[id].numericValue)))} ms`,
  );
  const shift = median(runs.map(({ audits }) => audits['cumulative-layout-shift'].numericValue));
  console.log(`${missed > 0 ? 'MISSED' : '    ok'}  lighthouse ${path}: ${scores.join(', ')}`);
  console.log(`        ${times.join(', ')}, shift ${shift.toFixed(3)}`);
  for (const each of lackOf(runs[0])) console.log(`        ${each}`);
  return missed;
}

/** Audits of a report that count and are not passed. */
function lackOf({ categories, audits }) {
  return Object.keys(WANTED).flatMap((category) =>
    categories[category].auditRefs
      .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9)
      .map(({ id }) => `${category}, ${id}: ${audits[id].displayValue ?? audits[id].title}`),
  );
}

async function run(url, headers, form) {
  const folder = mkdtempSync(join(tmpdir(), 'lighthouse-'));
  const output = join(folder, 'report.json');
  const args = ['--yes', 'lighthouse@12', url, '--output=json', `--output-path=${output}`, '--quiet'];
  args.push(
    `--only-categories=${Object.keys(WANTED).join(',')}`,
    `--extra-headers=${JSON.stringify(headers)}`,
    '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
  );
  if (form === 'desktop') args.push('--preset=desktop');
  const env = { ...process.env, CHROME_PATH: findChromium() };
  const child = spawn('npx', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`Lighthouse ended with ${code}`);
  const report = JSON.parse(readFileSync(output, 'utf8'));
  rmSync(folder, { recursive: true, force: true });
  return report;
}
