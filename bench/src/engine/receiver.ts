import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came, as far as the bench asks. */
export interface Came {
  /** Deliveries; those that came once more; those that came behind a later one of their record, at one address. */
  deliveries: number;
  again: number;
  disordered: number;
  /** Milliseconds of the epoch at which a marked body came, by its mark, from each address. */
  marked: Record<string, number[]>;
}

const nothing = (): Came => ({ deliveries: 0, again: 0, disordered: 0, marked: {} });
/** A person's job is `mark <number>` where the moment is asked for. */
const MARK = /"title":"(mark \d{1,9})"/;
const ID = /^\{"id":(\d{1,15})/;

/** A program that is told by webhooks: any address is answered at once, `/hang` never. `GET /came` tells, `/forget` begins anew. */
export async function startReceiver(): Promise<number> {
  let came = nothing();
  // By address and record: the last sequence.
  let last = new Map<string, number>();
  const take = (request: IncomingMessage, body: string): void => {
    const sequence = Number(request.headers['x-cadenza-sequence']);
    const record = `${request.url} ${ID.exec(body)?.[1]}`;
    const before = last.get(record) ?? 0;
    came.deliveries += 1;
    if (sequence === before) came.again += 1;
    else if (sequence < before) came.disordered += 1;
    last.set(record, Math.max(before, sequence));
    const mark = MARK.exec(body)?.[1];
    if (mark !== undefined) (came.marked[mark] ??= []).push(Date.now());
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (request.url === '/hang') return;
      if (request.url === '/came') return void response.end(JSON.stringify(came));
      if (request.url === '/forget') {
        came = nothing();
        last = new Map();
        return void response.end();
      }
      take(request, Buffer.concat(parts).toString('utf8'));
      response.end();
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}
