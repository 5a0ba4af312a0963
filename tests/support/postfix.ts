import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Dovecot, freePort, hasDovecot } from './dovecot.js';

const BINARY = '/usr/sbin/postfix';
const DAEMONS = ['/usr/lib/postfix/sbin', '/usr/libexec/postfix'].find(existsSync) ?? '';

/** Why no real mail server can be started here; undefined when it can. Postfix itself insists on being started by root. */
export const noMailServers = ((): string | undefined => {
  if (!existsSync(BINARY) || DAEMONS === '') return 'Postfix is not installed';
  if (!hasDovecot || !['/usr/lib/dovecot/lmtp', '/usr/libexec/dovecot/lmtp'].some(existsSync))
    return 'Dovecot with LMTP is not installed';
  return process.getuid?.() === 0 ? undefined : 'Postfix starts only as root';
})();

if (noMailServers !== undefined) {
  if (process.env['REQUIRE_MAIL_SERVERS'] === '1')
    throw new Error(`REQUIRE_MAIL_SERVERS is set, but ${noMailServers}.`);
  process.stderr.write(`\n*** ${noMailServers}: the tests with real mail servers are SKIPPED. ***\n\n`);
}

export interface Postfix {
  /** Where mail from outside comes in. */
  mxPort: number;
  /** Where users hand in mail, signed in (RFC 6409). */
  submissionPort: number;
  log(): string;
  stop(): Promise<void>;
}

/**
 * A real Postfix of its own on the loopback interface: mail for `domains` goes to Dovecot by LMTP, nothing leaves the
 * machine, and what Dovecot does not know comes back as a bounce (RFC 3464), because recipients are not checked first.
 */
export async function startPostfix(dovecot: Dovecot, domains: readonly string[]): Promise<Postfix> {
  const dir = mkdtempSync(join(tmpdir(), 'cadenza-postfix-'));
  // Its processes run as the user postfix.
  chmodSync(dir, 0o755);
  const [etc, spool, data, log] = ['etc', 'spool', 'data', 'log'].map((part) => join(dir, part)) as [
    string,
    string,
    string,
    string,
  ];
  for (const part of [etc, spool, data]) mkdirSync(part);
  execFileSync('chown', ['postfix', data]);
  const mxPort = await freePort();
  const submissionPort = await freePort();
  writeFileSync(join(etc, 'main.cf'), mainCf({ dir, domains, dovecot }));
  writeFileSync(join(etc, 'master.cf'), masterCf(mxPort, submissionPort));
  const read = () => (existsSync(log) ? readFileSync(log, 'utf8') : '');
  const server = spawn(BINARY, ['-c', etc, 'start-fg'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (part) => {
      said += String(part);
    });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const postfix: Postfix = {
    mxPort,
    submissionPort,
    log: () => said + read(),
    stop: async () => {
      const file = join(spool, 'pid/master.pid');
      if (existsSync(file)) process.kill(Number(readFileSync(file, 'utf8')), 'SIGTERM');
      await ended;
      rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
  for (const port of [mxPort, submissionPort]) await greeting(port, server, postfix);
  return postfix;
}

async function greeting(port: number, server: { exitCode: number | null }, postfix: Postfix): Promise<void> {
  for (let attempt = 0; attempt < 150 && server.exitCode === null; attempt += 1) {
    const answers = await new Promise<boolean>((resolve) => {
      const socket = createConnection(port, '127.0.0.1');
      socket.once('error', () => resolve(false));
      socket.once('data', (line) => {
        socket.destroy();
        resolve(String(line).startsWith('220'));
      });
    });
    if (answers) return;
    await delay(100);
  }
  throw new Error(`Postfix does not answer: ${postfix.log()}`);
}

interface Settings {
  dir: string;
  domains: readonly string[];
  dovecot: Dovecot;
}

function mainCf({ dir, domains, dovecot }: Settings): string {
  return `
compatibility_level = 3.6
queue_directory = ${dir}/spool
data_directory = ${dir}/data
daemon_directory = ${DAEMONS}
command_directory = /usr/sbin
meta_directory = /etc/postfix
sendmail_path = /usr/sbin/sendmail
newaliases_path = /usr/bin/newaliases
mailq_path = /usr/bin/mailq
shlib_directory = ${existsSync('/usr/lib/postfix/libpostfix-util.so') ? '/usr/lib/postfix' : 'no'}
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${dir}/log
maillog_file_prefixes = ${dir}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.sender.test
mydestination =
alias_maps =
local_recipient_maps =
mynetworks =
virtual_mailbox_domains = ${domains.join(', ')}
virtual_transport = lmtp:inet:127.0.0.1:${dovecot.lmtpPort}
smtpd_reject_unlisted_recipient = no
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:${dovecot.saslPort}
smtpd_tls_security_level = none
smtpd_peername_lookup = no
disable_dns_lookups = yes
smtp_host_lookup = native
default_transport = error:5.4.4 nothing leaves this machine
minimal_backoff_time = 1s
queue_run_delay = 1s
`;
}

function masterCf(mxPort: number, submissionPort: number): string {
  const services = [
    `127.0.0.1:${mxPort} inet n - n - - smtpd`,
    `127.0.0.1:${submissionPort} inet n - n - - smtpd
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject`,
    'pickup unix n - n 60 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'verify unix - - n - 1 verify',
    'flush unix n - n 1000? 0 flush',
    'proxymap unix - - n - - proxymap',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'lmtp unix - - n - - lmtp',
    'anvil unix - - n - 1 anvil',
    'scache unix - - n - 1 scache',
    'postlog unix-dgram n - n - 1 postlogd',
  ];
  return `${services.join('\n')}\n`;
}
