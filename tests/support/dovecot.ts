import { execFileSync, spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';

const BINARY = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'].find(
  existsSync,
);
export const hasDovecot = BINARY !== undefined;
if (!hasDovecot)
  process.stderr.write(
    '\n*** Dovecot is not installed: the tests of receiving over IMAP are SKIPPED. ***\n\n',
  );

/** For a mail server in front of it: only `users` (addresses, all with the password "secret") exist. */
export interface Behind {
  users: readonly string[];
}

export interface Dovecot {
  port: number;
  /** Ports of LMTP (RFC 2033) and of the SASL service, when started with `users`. */
  lmtpPort: number;
  saslPort: number;
  /** Puts a message into a folder of a user; users exist as soon as they are named, with the password "secret". */
  append(user: string, message: Buffer, at: Date, folder?: string): Promise<void>;
  /** The same for many, into the inbox. */
  appendAll(user: string, messages: readonly { message: Buffer; at: Date }[]): Promise<void>;
  /** Flags of every message of a folder. */
  flags(user: string, folder?: string): Promise<string[][]>;
  /** What a restored or moved mail store does: all UIDs lose their meaning. */
  changeUidValidity(user: string): void;
  /** The messages of a folder as they are, oldest first. */
  messages(user: string, folder?: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** A real IMAP server on a random port of the loopback interface, in a folder of its own, without privileges. */
export async function startDovecot(behind?: Behind): Promise<Dovecot> {
  const dir = mkdtempSync(join(tmpdir(), 'cadenza-dovecot-'));
  const port = await freePort();
  const lmtpPort = await freePort();
  const saslPort = await freePort();
  // As root it runs as nobody: a mail server that need not be root should not be.
  const asRoot = process.getuid?.() === 0;
  const uid = asRoot ? 65_534 : userInfo().uid;
  const gid = asRoot ? 65_534 : userInfo().gid;
  for (const part of ['', 'run', 'mail', 'home']) {
    mkdirSync(join(dir, part), { recursive: true });
    if (asRoot) chownSync(join(dir, part), uid, gid);
  }
  const config = join(dir, 'dovecot.conf');
  // Named, for Dovecot's own groups are not an ordinary user's to give files to.
  const identity = asRoot
    ? (['nobody', 'nogroup'] as const)
    : ([userInfo().username, execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim()] as const);
  const users = behind && [...behind.users, 'probe'];
  if (users) {
    const lines = users.map((user) => `${user}:{PLAIN}secret:${uid}:${gid}::${dir}/home/${user}`);
    writeFileSync(join(dir, 'users'), `${lines.join('\n')}\n`, { mode: 0o644 });
  }
  writeFileSync(
    config,
    settings(dir, port, identity, uid, gid, users !== undefined) +
      (users ? behindSettings(dir, lmtpPort, saslPort) : ''),
  );
  const server = spawn(BINARY as string, ['-F', '-c', config], {
    stdio: 'ignore',
    ...(asRoot ? { uid, gid } : {}),
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await answering(port, () => (existsSync(join(dir, 'log')) ? readFileSync(join(dir, 'log'), 'utf8') : ''));

  return {
    port,
    lmtpPort,
    saslPort,
    append: (user, message, at, folder = 'INBOX') =>
      connected(port, user, async (client) => {
        // One that is there already is no error.
        if (folder !== 'INBOX') await client.mailboxCreate(folder);
        await client.append(folder, message, [], at);
      }),
    appendAll: (user, messages) =>
      connected(port, user, async (client) => {
        for (const { message, at } of messages) await client.append('INBOX', message, [], at);
      }),
    flags: (user, folder = 'INBOX') =>
      connected(port, user, async (client) => {
        await client.mailboxOpen(folder, { readOnly: true });
        return (await client.fetchAll('1:*', { flags: true })).map((message) => [...(message.flags ?? [])]);
      }),
    messages: (user, folder = 'INBOX') =>
      connected(port, user, async (client) => {
        const { exists } = await client.mailboxOpen(folder, { readOnly: true });
        if (exists === 0) return [];
        const all = await client.fetchAll('1:*', { source: true });
        return all.map(({ source }) => source?.toString('latin1') ?? '');
      }),
    changeUidValidity: (user) => {
      const box = join(dir, 'mail', user);
      const list = join(box, 'dovecot-uidlist');
      writeFileSync(
        list,
        readFileSync(list, 'utf8').replace(
          / V(\d+) /,
          (_, validity: string) => ` V${Number(validity) + 1000} `,
        ),
      );
      for (const file of readdirSync(box)) if (file.startsWith('dovecot.index')) rmSync(join(box, file));
    },
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
      rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

function settings(
  dir: string,
  port: number,
  [user, group]: readonly [string, string],
  uid: number,
  gid: number,
  named: boolean,
): string {
  return `
base_dir = ${dir}/run
log_path = ${dir}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain
default_internal_user = ${user}
default_login_user = ${user}
default_internal_group = ${group}
first_valid_uid = 1
auth_failure_delay = 0
mail_max_userip_connections = 100
mail_location = maildir:${dir}/mail/%u
passdb {
  driver = ${named ? 'passwd-file' : 'static'}
  args = ${named ? `${dir}/users` : 'password=secret'}
}
userdb {
  driver = ${named ? 'passwd-file' : 'static'}
  args = ${named ? `${dir}/users` : `uid=${uid} gid=${gid} home=${dir}/home/%u`}
}
namespace inbox {
  inbox = yes
  mailbox Gesendet {
    auto = create
    special_use = \\Sent
  }
  mailbox Spam {
    auto = create
    special_use = \\Junk
  }
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`;
}

function behindSettings(dir: string, lmtpPort: number, saslPort: number): string {
  return `
protocols = imap lmtp
postmaster_address = postmaster@sender.test
service lmtp {
  chroot =
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtpPort}
  }
}
service auth {
  chroot =
  inet_listener {
    address = 127.0.0.1
    port = ${saslPort}
  }
}
service stats {
  chroot =
}
lda_mailbox_autocreate = yes
state_dir = ${dir}/run
`;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function answering(port: number, log: () => string): Promise<void> {
  let last: unknown;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      await connected(port, 'probe', async () => undefined);
      return;
    } catch (error) {
      last = error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`Dovecot does not answer: ${log()}`, { cause: last });
}

async function connected<T>(port: number, user: string, work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass: 'secret' },
    logger: false,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.logout();
  }
}
