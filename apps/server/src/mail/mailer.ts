import type {
  DkimKey,
  MailboxAccount,
  MailboxDirectory,
  Mailer,
  OutgoingMessage,
  SendResult,
} from '../engine/ports.js';
import { type OAuthProviders, type SignIn, signInOf } from './access.js';
import { signDkim } from './dkim.js';
import { type AllowedHosts, checkedAddress, HostError } from '../outside/guard.js';
import { OAuthError, REFRESH_AHEAD_MS } from './oauth2.js';
import { sandboxMailer, type SandboxStore } from './sandbox.js';
import { type SmtpAuth, smtpMailer, smtpOptions, type SmtpTransport } from './smtp.js';
import { WITHDRAWN } from './smtp-session.js';

export interface MailerOptions {
  /** undefined: who has no mailbox sends in sandbox teams only. */
  readonly smtpUrl: string | undefined;
  readonly store: SandboxStore;
  /** Absent: only the default transport. */
  readonly mailboxes?: {
    readonly directory: MailboxDirectory;
    readonly providers: OAuthProviders;
    readonly allowedHosts: AllowedHosts;
  };
  /** Signs what the default transport sends from this domain. */
  readonly dkim?: DkimKey | undefined;
}

/** Connections of one mailbox, until its settings change, its token ends or they fail. */
interface Kept {
  version: number;
  /** When the token in it ends, in milliseconds; Infinity for passwords. */
  until: number;
  transport: SmtpTransport;
  dkim: DkimKey | null;
  /** It was turned down at that moment (performance.now()): whoever was on the way gets the same answer. */
  refusal?: { result: SendResult; at: number };
}

/** At most this many mailboxes keep connections; the longest unused closes its own. */
const KEPT = 500;
/** Key of the default transport among the kept. */
const DEFAULT = 'default';

/**
 * The transport each message belongs to: the sandbox for sandbox teams and for nobody else, the mailbox's own pooled
 * connections, or the default of the configuration (SMTP_URL).
 * long: its functions share the open transports and who is closing them.
 */
export function createMailer(options: MailerOptions): Mailer {
  const sandbox = sandboxMailer(options.store);
  const kept = new Map<string, Promise<Kept>>();
  /** Everything that has connections, also what is no longer kept. */
  const transports = new Set<SmtpTransport>();
  /** Withdraws what has not begun. */
  const unbegun = new Set<() => void>();
  let stopping = false;

  /** `mailboxId` null: SMTP_URL. */
  async function sendOver(
    message: OutgoingMessage,
    mailboxId: number | null,
    bad?: Kept,
  ): Promise<SendResult> {
    const key = mailboxId === null ? DEFAULT : `${message.teamId} ${mailboxId}`;
    const present = await keptFor(key, message, mailboxId, bad);
    const result = present.refusal?.result ?? (await present.transport.send(signed(message, present.dkim)));
    if (result.kind !== 'refused' || result.trouble === undefined) return result;
    if (present.refusal === undefined) {
      present.refusal = { result, at: performance.now() };
      // What waits for a connection gets the same answer; what is on its way ends by itself.
      present.transport.refuse(result);
    }
    // A token may be withdrawn before its time: one new one is fetched.
    const renewed = mailboxId !== null && result.trouble === 'auth' && bad === undefined;
    const account = renewed && (await options.mailboxes?.directory.find(message.teamId, mailboxId));
    return account && account.credentials.kind === 'oauth' ? sendOver(message, mailboxId, present) : result;
  }

  async function keptFor(
    key: string,
    message: OutgoingMessage,
    mailboxId: number | null,
    bad: Kept | undefined,
  ): Promise<Kept> {
    const current = kept.get(key);
    if (current) {
      const present = await current.catch(() => undefined);
      if (present && present !== bad && isGood(present, message)) return present;
      // Whoever finds it bad first opens the next; the others take that.
      if (kept.get(key) !== current) return keptFor(key, message, mailboxId, bad);
      drop(key);
    }
    const made = mailboxId === null ? openDefault() : open(message, mailboxId, bad !== undefined);
    kept.set(key, made);
    made.catch(() => kept.get(key) === made && kept.delete(key));
    if (kept.size > KEPT) drop(kept.keys().next().value as string);
    return made;
  }

  async function openDefault(): Promise<Kept> {
    const { smtpUrl, dkim } = options;
    if (smtpUrl === undefined) throw new HostError('EDNS', 'there is no mail server: SMTP_URL is not set');
    return {
      version: 0,
      until: Number.POSITIVE_INFINITY,
      transport: remembered(smtpMailer(smtpUrl)),
      dkim: dkim ?? null,
    };
  }

  async function open(message: OutgoingMessage, mailboxId: number, force: boolean): Promise<Kept> {
    const { mailboxes } = options;
    const account = await mailboxes?.directory.find(message.teamId, mailboxId);
    if (!mailboxes || !account?.smtp)
      throw new HostError('EDNS', 'the mailbox has no server to send through');
    const signIn = await signInOf(account, mailboxes.directory, mailboxes.providers, message.now, { force });
    const address = await checkedAddress(account.smtp, mailboxes.allowedHosts);
    const wire = smtpOptions(account.smtp, address, authOf(signIn));
    const transport = remembered(smtpMailer(wire, account.smtp.host));
    return { version: account.version, until: endOf(account, message.now), transport, dkim: account.dkim };
  }

  function drop(key: string): void {
    const gone = kept.get(key);
    kept.delete(key);
    void gone
      ?.then(async ({ transport }) => {
        await transport.close();
        transports.delete(transport);
      })
      .catch(() => undefined);
  }

  function remembered(transport: SmtpTransport): SmtpTransport {
    transports.add(transport);
    if (stopping) void transport.stop();
    return transport;
  }

  /** Until it begins a message waits for name servers, token requests and connections: a stop waits for none of them. */
  function sendUntilStopped(message: OutgoingMessage): Promise<SendResult> {
    if (stopping) return Promise.resolve(WITHDRAWN);
    return new Promise((resolve, reject) => {
      const withdraw = () => resolve(WITHDRAWN);
      unbegun.add(withdraw);
      const begin = async () => {
        if (stopping) return false;
        unbegun.delete(withdraw);
        return message.begin();
      };
      sendOver({ ...message, begin }, message.mailboxId ?? null)
        .then(resolve, reject)
        .finally(() => unbegun.delete(withdraw));
    });
  }

  return {
    send: async (message) => {
      if (message.sandbox === true) return sandbox.send(message);
      try {
        return await sendUntilStopped(message);
      } catch (error) {
        // Nothing was handed over: the mailbox could not be opened.
        const trouble = error instanceof OAuthError && error.denied ? 'auth' : 'connection';
        const reply = error instanceof Error ? error.message : String(error);
        return { kind: 'refused', permanent: false, reply, trouble };
      }
    },
    close: async (now) => {
      stopping = true;
      for (const withdraw of unbegun) withdraw();
      await Promise.allSettled([...transports].map((transport) => transport.stop(now)));
      kept.clear();
      await sandbox.close();
    },
  };
}

function isGood({ until, version, refusal }: Kept, message: OutgoingMessage): boolean {
  // Asked for since: whoever let it go (a test, a retry, another process) knows that it is worth trying.
  if (refusal && (message.asked ?? Number.POSITIVE_INFINITY) > refusal.at) return false;
  const current = message.mailboxVersion === undefined || version >= message.mailboxVersion;
  return current && until - message.now.getTime() > REFRESH_AHEAD_MS;
}

function signed(message: OutgoingMessage, key: DkimKey | null): OutgoingMessage {
  if (!key) return message;
  // Signing for another domain than the sender's helps nobody (DMARC alignment).
  const domain = message.envelope.from.split('@').at(-1)?.toLowerCase() ?? '';
  if (domain !== key.domain && !domain.endsWith(`.${key.domain}`)) return message;
  return { ...message, compose: async () => signDkim(await message.compose(), key) };
}

export function authOf(signIn: SignIn): SmtpAuth {
  return signIn.kind === 'password'
    ? { user: signIn.user, pass: signIn.password }
    : { type: 'OAuth2', user: signIn.user, accessToken: signIn.accessToken };
}

/** After a refresh the account in hand still names the old end: an hour is what providers give at least. */
function endOf({ credentials }: MailboxAccount, now: Date): number {
  if (credentials.kind === 'password') return Number.POSITIVE_INFINITY;
  return Math.max(new Date(credentials.tokens.expires_at).getTime(), now.getTime() + 30 * 60_000);
}
