import { availableParallelism, cpus, totalmem } from 'node:os';

/** What ran it all: numbers of another machine cannot be compared, ratios can. */
export function describeMachine(postgres: string): string[] {
  const [cpu] = cpus();
  return [
    `CPU         ${cpu?.model.trim() || 'unknown model'}, ${availableParallelism()} cores (load generator, servers and database share them)`,
    `Memory      ${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    `Node        ${process.versions.node} on ${process.platform} ${process.arch}`,
    `PostgreSQL  ${postgres.split(' ')[0]}, embedded, durable (fsync and synchronous_commit on)`,
  ];
}
