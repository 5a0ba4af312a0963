/** What came through a stream of events, as an EventSource would take it. */
export interface Listener {
  readonly status: number;
  readonly headers: Headers;
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

/** Opens a stream and reads it until it ends. */
export async function listening(url: string, headers: Record<string, string>): Promise<Listener> {
  const abort = new AbortController();
  const answer = await fetch(url, { headers, signal: abort.signal });
  const frames: Frame[] = [];
  let text = '';
  let rest = '';
  let told: () => void = () => undefined;
  const ended = (async () => {
    const decoder = new TextDecoder();
    for await (const part of answer.body ?? []) {
      const came = decoder.decode(part as Uint8Array, { stream: true });
      text += came;
      const blocks = (rest + came).split('\n\n');
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
    status: answer.status,
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
      abort.abort();
      await ended;
    },
  };
}
