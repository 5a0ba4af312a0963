// The thread in which mail from outside is read (reader.ts starts it). Whatever happens here, the server goes on.
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { ShowOutcome } from '../../kernel/shown-mail.js';
import { readMail } from './read.js';
import { showMail } from './show.js';
import type { FromThread, ReadOutcome, ToThread, Work } from './types.js';

const port = parentPort;
if (!port) throw new Error('mail/foreign/thread.ts is run by mail/foreign/reader.ts');

// On Linux a priority is that of one thread: requests go first. Elsewhere it would be that of the whole server.
if (process.platform === 'linux') setPriority(0, 10);

let own: ReadonlySet<string> = new Set();
const answer = (message: FromThread) => port.postMessage(message);

port.on('message', (message: ToThread) => {
  if (message.kind === 'own') own = new Set(message.addresses);
  else void work(message);
});
answer({ kind: 'ready' });

async function work(wanted: Work): Promise<void> {
  answer({ kind: 'done', ...(await outcomeOf(wanted)) });
}

async function outcomeOf(wanted: Work): Promise<ReadOutcome | ShowOutcome> {
  try {
    return await (wanted.kind === 'mail' ? readMail(wanted.mail, own) : showMail(wanted.bytes));
  } catch (error) {
    return {
      unreadable: `Reading it failed: ${error instanceof Error ? error.message : String(error)}`.slice(
        0,
        500,
      ),
    };
  }
}
