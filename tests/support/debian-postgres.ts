import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const LIBRARIES = '/usr/lib/postgresql';
/** Who a cluster runs as when we are root, which PostgreSQL refuses to be. */
const NOBODY = 65_534;

/** The folder of a whole PostgreSQL of the distribution, server and pg_dump of one version; undefined: there is none. */
export function debianPostgres(): string | undefined {
  if (!existsSync(LIBRARIES)) return undefined;
  return readdirSync(LIBRARIES)
    .filter((version) => Number(version) >= 15)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(LIBRARIES, version, 'bin'))
    .find((folder) =>
      ['initdb', 'postgres', 'pg_dump', 'pg_restore'].every((each) => existsSync(join(folder, each))),
    );
}

/** A new cluster of that PostgreSQL, reached by a socket; its superuser is `owner`. */
export async function startCluster(
  bin: string,
): Promise<{ connection: pg.PoolConfig; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'cadenza-cluster-'));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const root = process.getuid?.() === 0;
  if (root) for (const each of [folder, data]) chownSync(each, NOBODY, NOBODY);
  const as = { cwd: folder, ...(root && { uid: NOBODY, gid: NOBODY }) };
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'owner', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N'],
    {
      ...as,
      stdio: 'ignore',
    },
  );
  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'fsync=off'];
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((each) => ['-c', each])], {
    ...as,
    stdio: 'ignore',
  });
  const connection = { host: folder, port: 5432, user: 'owner', database: 'postgres' };
  for (let attempt = 0; !(await answers(connection)); attempt += 1) {
    if (attempt === 300 || server.exitCode !== null) throw new Error('the cluster does not start');
    await delay(100);
  }
  return {
    connection,
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

async function answers(connection: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(connection);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
