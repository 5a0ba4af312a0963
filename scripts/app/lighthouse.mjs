import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootOf, signedIn } from './world.mjs';

const ROUNDS = 5;
const WANTED = { performance: 0.95, accessibility: 1, 'best-practices': 0.95 };

/** The median of five for the routes that reps live in, desktop; mobile is told and never fails. @returns how many fail */
export async function lighthouse(world) {
  const { context, page } = await signedIn(world);
  await bootOf(page);
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  await context.close();
  let failed = 0;
  for (const path of ['/login', '/app/', '/app/people', '/app/cadences']) {
    const runs = [];
    for (let round = 0; round < ROUNDS; round += 1)
      runs.push(await scores(world.url + path, cookie, 'desktop'));
    const mobile = await scores(world.url + path, cookie, 'mobile');
    const told = Object.entries(WANTED).map(([name, wanted]) => {
      const median = runs.map((run) => run[name]).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)];
      if (median < wanted) failed += 1;
      return `${name} ${Math.round(median * 100)} (mobile ${Math.round(mobile[name] * 100)})`;
    });
    console.log(`lighthouse  ${path}: ${told.join(', ')}`);
  }
  return failed;
}

async function scores(url, cookie, form) {
  const folder = mkdtempSync(join(tmpdir(), 'lighthouse-'));
  const output = join(folder, 'report.json');
  const args = ['--yes', 'lighthouse@12', url, '--output=json', `--output-path=${output}`, '--quiet'];
  args.push(
    `--extra-headers=${JSON.stringify({ cookie })}`,
    '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
  );
  if (form === 'desktop') args.push('--preset=desktop');
  const child = spawn('npx', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`Lighthouse ended with ${code}`);
  const { categories } = JSON.parse(readFileSync(output, 'utf8'));
  rmSync(folder, { recursive: true, force: true });
  return Object.fromEntries(Object.entries(categories).map(([name, { score }]) => [name, score]));
}
