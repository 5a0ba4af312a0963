import type { ServerResponse } from 'node:http';
import type { FeedReader } from '../../events/feed-hub.js';
import type { Principal } from '../../kernel/principal.js';
import { BUILD } from '../build.js';
import type { Wanted } from './told.js';

/** Bytes that wait for a reader who does not read: then it is sent away, and goes on from its place when it comes again. */
const MAX_WAITING = 256 * 1024;

/** Why a stream ends: what the caller may see has changed, or the server stops. In both cases it may come again at once. */
export type End = 'access_changed' | 'stopping';

/** One stream of events, as its connection sees it. */
export class StreamReader implements FeedReader {
  place: number | undefined;
  left = false;
  /** It had not taken everything at the last heartbeat either. */
  private behind = false;
  private draining: Promise<void> | undefined;

  constructor(
    private readonly response: ServerResponse,
    /** Whom the token or session stands for by now; null: nobody any more. */
    readonly again: (now: Date) => Promise<Principal | null>,
    public principal: Principal,
    readonly wanted: Wanted,
  ) {}

  /** Head and first lines; who comes again is spread over some seconds. */
  begin(headers: Record<string, string | number | string[] | undefined>, nth: number): void {
    this.response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      // What comes after it is another connection's: a server that stops need not wait for this one.
      connection: 'close',
    });
    this.write(`retry: ${1000 + ((nth * 397) % 4000)}\n\n`);
  }

  /** The place it stands at, and the build it speaks with. */
  ready(): void {
    this.named('ready');
  }
  reset(): void {
    this.named('reset');
  }

  /** Says that it lives. Who has not taken the heartbeat before is gone without a word. */
  beat(): void {
    if (this.behind && this.response.writableNeedDrain) return this.drop();
    this.behind = this.response.writableNeedDrain;
    this.named('heartbeat');
  }

  /** Lines of events, all of them. */
  write(text: string): void {
    if (this.left) return;
    this.response.write(text);
    if (this.response.writableLength > MAX_WAITING) this.drop();
  }

  drained(): Promise<void> {
    if (this.left || !this.response.writableNeedDrain) return Promise.resolve();
    this.draining ??= new Promise<void>((resolve) => {
      const done = () => {
        this.draining = undefined;
        this.response.off('drain', done).off('close', done);
        resolve();
      };
      this.response.once('drain', done).once('close', done);
    });
    return this.draining;
  }

  /** Ends it with a word. */
  end(why: End): void {
    if (this.left) return;
    this.left = true;
    this.response.end(`event: end\ndata: ${JSON.stringify({ why })}\n\n`);
  }

  drop(): void {
    this.left = true;
    this.response.destroy();
  }

  private named(name: string): void {
    if (this.place === undefined) return;
    const data = JSON.stringify({ seq: this.place, build: BUILD });
    this.write(`event: ${name}\nid: ${this.place}\ndata: ${data}\n\n`);
  }
}

/** Whether what somebody may see is still what it was. */
export function mayStillSee(before: Principal, now: Principal): boolean {
  return (
    before.admin === now.admin &&
    before.groupId === now.groupId &&
    before.teamOpen === now.teamOpen &&
    scopesOf(before) === scopesOf(now)
  );
}
const scopesOf = ({ scopes }: Principal): string =>
  scopes === 'all' ? scopes : [...scopes].toSorted().join(' ');
