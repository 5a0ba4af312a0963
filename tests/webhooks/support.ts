import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AppContext } from '../../apps/server/src/http/context.js';
import { buildWebhooks } from '../../apps/server/src/webhook-parts.js';
import type { Caller } from '../support/server.js';

/** What a receiver was sent. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  // Tests look into it freely.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any;
}

/** What it answers; undefined: it hangs. `close`: it ends the connection instead. */
type Answer =
  | number
  | 'close'
  | undefined
  | { status: number; headers?: Record<string, string>; body?: string };

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** What is answered from now on. */
  answers: (got: Received) => Answer | Promise<Answer>;
  types(): unknown[];
  close(): Promise<void>;
}

/** A program that is told by webhooks, on a port of its own. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const got = {
        path: request.url ?? '',
        headers: request.headers,
        body,
        json: JSON.parse(body) as unknown,
      };
      received.push(got as Received);
      void Promise.resolve(receiver.answers(got as Received)).then((answer) => {
        if (answer === undefined) return;
        if (answer === 'close') return void request.socket.destroy();
        if (typeof answer === 'number') return void response.writeHead(answer).end('said');
        response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answers: () => 200,
    types: () => received.map(({ headers }) => headers['x-salesloft-event']),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return receiver;
}

/** The loops of a process, run by hand. */
export function webhookWorker(context: AppContext, swapMs?: number) {
  const { loops, swapLinks, close } = buildWebhooks(context, swapMs);
  const [events, deliveries] = loops as [(typeof loops)[number], (typeof loops)[number]];
  const round = async (): Promise<number> => {
    const now = context.clock.now();
    const made = await events.round(now);
    const sent = await deliveries.round(now);
    return made + sent;
  };
  return {
    loops,
    swapLinks,
    round,
    /** Everything that is due, and what that makes due. */
    rest: async () => {
      for (let worked = 1; worked > 0; ) {
        worked = await round();
        await deliveries.drain?.();
      }
    },
    drain: async () => deliveries.drain?.(),
    close,
  };
}

/** Makes a subscription. @returns its record */
export async function subscribe(
  who: Caller,
  event_type: string,
  callback_url: string,
  callback_token = 'a secret of the receiver',
) {
  const answer = await who.call('POST', '/v2/webhook_subscriptions', {
    event_type,
    callback_url,
    callback_token,
  });
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body.data as { id: number; enabled: boolean; paused_reason: string | null };
}
