import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

/** What came through a stream of events, as an EventSource would take it. */
export interface Listener {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** All that came so far. */
  text(): string;
  /** The names of the events that came, in their order. */
  names(): string[];
  /** The data of the events of a name. */
  data(name: string): Record<string, unknown>[];
  /** The last id that came. */
  lastId(): string;
  /** Resolves once an event of this name has come. */
  until(name: string): Promise<void>;
  /** Resolves when the server has ended it, or the connection broke. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

interface Frame {
  name: string;
  id: string | undefined;
  data: string;
}

/** Opens a stream on a connection of its own, and reads it until it ends. */
export async function listening(url: string, headers: Record<string, string>): Promise<Listener> {
  const request = get(url, { headers, agent: false });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
  });
  request.on('error', () => undefined);
  const frames: Frame[] = [];
  let text = '';
  let rest = '';
  let told: () => void = () => undefined;
  const ended = (async () => {
    answer.setEncoding('utf8');
    for await (const came of answer) {
      text += came as string;
      const blocks = (rest + (came as string)).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const fields = new Map(
          block
            .split('\n')
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
        );
        const data = fields.get('data');
        if (data !== undefined)
          frames.push({ name: fields.get('event') ?? 'message', id: fields.get('id'), data });
      }
      told();
    }
  })().catch(() => undefined);
  void ended.then(() => told());
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    text: () => text,
    names: () => frames.map(({ name }) => name),
    data: (name) =>
      frames
        .filter((frame) => frame.name === name)
        .map(({ data }) => JSON.parse(data) as Record<string, unknown>),
    lastId: () => frames.findLast(({ id }) => id !== undefined)?.id ?? '',
    until: async (name) => {
      while (!frames.some((frame) => frame.name === name)) {
        await new Promise<void>((resolve) => {
          told = resolve;
        });
      }
    },
    ended,
    stop: async () => {
      request.destroy();
      await ended;
    },
  };
}
