import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What readers have heard since they began to listen. */
export interface Heard {
  /** Events of all of them, and of whoever heard least. */
  all: number;
  least: number;
  /** Events that came once more, or behind a later one. */
  again: number;
}
/** Whose streams are listened to: `ofKey` of each key. */
export interface Listen {
  port: number;
  keys: string[];
  ofKey: number;
}

/** A reader, by what came to it. */
interface Listening {
  /** Events so far; each was behind the one before. */
  events: number;
  again: number;
  close(): void;
}

/** Listens to streams when told to: `/listen` answers when all are ready, `/heard` tells, `/leave` ends them. @returns its port */
export async function startReaders(): Promise<number> {
  let readers: Listening[] = [];
  const told: Readonly<Record<string, (body: string) => Promise<object> | object>> = {
    '/listen': async (body) => {
      const { port, keys, ofKey } = JSON.parse(body) as Listen;
      readers = await Promise.all(
        keys.flatMap((key) => Array.from({ length: ofKey }, () => listen(port, key))),
      );
      return {};
    },
    '/heard': (): Heard => ({
      all: readers.reduce((sum, { events }) => sum + events, 0),
      least: Math.min(...readers.map(({ events }) => events)),
      again: readers.reduce((sum, each) => sum + each.again, 0),
    }),
    '/leave': () => {
      for (const reader of readers) reader.close();
      readers = [];
      return {};
    },
  };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      Promise.resolve(told[request.url ?? '']?.(body)).then(
        (answer) => response.end(JSON.stringify(answer)),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** Resolves when the stream has said that it is ready. */
async function listen(port: number, key: string): Promise<Listening> {
  const request = get({
    host: '127.0.0.1',
    port,
    path: '/v2/events/stream?types=person_updated',
    headers: { authorization: `Bearer ${key}` },
    agent: false,
  });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).on('error', reject);
  });
  if (answer.statusCode !== 200) throw new Error(`the stream answered ${answer.statusCode}`);
  const listening = counted(answer, () => request.destroy());
  await listening.ready;
  return listening;
}

/** Counts the events of a stream, by their places. */
function counted(answer: IncomingMessage, close: () => void): Listening & { ready: Promise<void> } {
  let rest = '';
  let place = 0;
  let told: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    told = resolve;
  });
  const listening = { events: 0, again: 0, close, ready };
  answer.setEncoding('utf8');
  answer.on('error', () => undefined);
  answer.on('data', (came: string) => {
    const frames = (rest + came).split('\n\n');
    rest = frames.pop() ?? '';
    for (const frame of frames) {
      if (frame.startsWith('event: ready')) told();
      if (!frame.startsWith('id: ')) continue;
      const seq = Number(frame.slice('id: '.length, frame.indexOf('\n')));
      if (seq <= place) listening.again += 1;
      else listening.events += 1;
      place = Math.max(place, seq);
    }
  });
  return listening;
}
