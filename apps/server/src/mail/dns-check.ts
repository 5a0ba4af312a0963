import { promises as dns } from 'node:dns';

export interface Finding {
  status: 'ok' | 'warning' | 'missing' | 'wrong' | 'unknown';
  explanation: string;
  record: string | null;
}

export interface DomainCheck {
  domain: string;
  checked_at: string;
  spf: Finding;
  dkim: Finding;
  dmarc: Finding;
  mx: Finding;
}

export interface AboutDomain {
  domain: string;
  /** Kind of the mailbox: what its provider's SPF includes. */
  kind: string;
  /** publicKey: Base64 of the key we sign with; null when the provider signs. */
  dkim: { selector: string; publicKey: string | null } | null;
}

type Lookup = { records: string[] } | { failed: string };

/** What the provider's manual asks to include. */
const INCLUDES: Readonly<Record<string, string>> = {
  google: '_spf.google.com',
  microsoft: 'spf.protection.outlook.com',
};
/** Selectors the providers sign with. */
const SELECTORS: Readonly<Record<string, readonly string[]>> = {
  google: ['google'],
  microsoft: ['selector1', 'selector2'],
};

/** Looks up and explains what receivers judge the sending domain by. Lookups that fail are told as such, never thrown. */
export async function checkDomain(
  about: AboutDomain,
  server: string | undefined,
  now: Date,
): Promise<DomainCheck> {
  const resolver = new dns.Resolver({ timeout: 3000, tries: 2 });
  if (server !== undefined) resolver.setServers([server]);
  const txt = (name: string): Promise<Lookup> =>
    lookup(async () => (await resolver.resolveTxt(name)).map((parts) => parts.join('')));
  const [spf, dkim, dmarc, mx] = await Promise.all([
    txt(about.domain).then((found) => judgeSpf(found, about)),
    checkDkim(about, txt),
    checkDmarc(about.domain, txt),
    lookup(async () => (await resolver.resolveMx(about.domain)).map(({ exchange }) => exchange)).then(
      (found) => judgeMx(found, about.domain),
    ),
  ]);
  return { domain: about.domain, checked_at: now.toISOString(), spf, dkim, dmarc, mx };
}

async function lookup(ask: () => Promise<string[]>): Promise<Lookup> {
  try {
    return { records: await ask() };
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return code === 'ENODATA' || code === 'ENOTFOUND' ? { records: [] } : { failed: code };
  }
}

const unknown = (code: string): Finding => ({
  status: 'unknown',
  explanation: `The name server did not answer (${code}). Try again later.`,
  record: null,
});

/** RFC 7208. */
export function judgeSpf(found: Lookup, { domain, kind }: Pick<AboutDomain, 'domain' | 'kind'>): Finding {
  if ('failed' in found) return unknown(found.failed);
  const records = found.records.filter((text) => /^v=spf1(\s|$)/i.test(text));
  const record = records[0];
  const include = INCLUDES[kind];
  const wanted = `v=spf1 ${include === undefined ? 'include:YOUR-PROVIDER' : `include:${include}`} ~all`;
  if (record === undefined)
    return {
      status: 'missing',
      record: null,
      explanation: `${domain} does not say which servers send its mail. Add a TXT record such as "${wanted}".`,
    };
  if (records.length > 1)
    return {
      status: 'wrong',
      record: records.join(' | '),
      explanation: `${domain} has ${records.length} SPF records; receivers then accept none of them (RFC 7208 4.5). Keep one.`,
    };
  const terms = record.toLowerCase().split(/\s+/).slice(1);
  const lookups = terms.filter((term) =>
    /^[+~?-]?(include:|a(:|\/|$)|mx(:|\/|$)|ptr|exists:)|^redirect=/.test(term),
  ).length;
  if (lookups > 10)
    return {
      status: 'wrong',
      record,
      explanation: `The SPF record needs ${lookups} lookups; more than 10 make it void (RFC 7208 4.6.4).`,
    };
  if (terms.includes('+all') || terms.includes('all'))
    return {
      status: 'wrong',
      record,
      explanation: 'The SPF record ends in "+all": it lets every server in the world send for the domain.',
    };
  if (
    include !== undefined &&
    !terms.some((term) => term.endsWith(`include:${include}`)) &&
    !terms.some((term) => term.startsWith('redirect='))
  )
    return {
      status: 'warning',
      record,
      explanation: `The SPF record does not name "include:${include}", through which this mailbox sends.`,
    };
  if (!terms.some((term) => /^[~-]all$/.test(term) || term.startsWith('redirect=')))
    return {
      status: 'warning',
      record,
      explanation: 'The SPF record does not end in "-all" or "~all", so it refuses nobody.',
    };
  return { status: 'ok', record, explanation: 'The domain says which servers send its mail.' };
}

async function checkDkim(about: AboutDomain, txt: (name: string) => Promise<Lookup>): Promise<Finding> {
  const selectors = about.dkim ? [about.dkim.selector] : (SELECTORS[about.kind] ?? []);
  if (selectors.length === 0)
    return {
      status: 'unknown',
      record: null,
      explanation:
        'The mail server may sign by itself; which selector it uses is not known. Set dkim_selector to have it looked up.',
    };
  const findings: Finding[] = [];
  for (const selector of selectors) {
    const name = `${selector}._domainkey.${about.domain}`;
    const finding = judgeDkim(await txt(name), name, about.dkim?.publicKey ?? null);
    if (finding.status === 'ok') return finding;
    findings.push(finding);
  }
  return findings[0] as Finding;
}

/** RFC 6376 3.6.1. */
export function judgeDkim(found: Lookup, name: string, publicKey: string | null): Finding {
  if ('failed' in found) return unknown(found.failed);
  const record = found.records.find((text) => /(^|;)\s*p\s*=/i.test(text));
  const should = publicKey === null ? '' : ` It should be "v=DKIM1; k=rsa; p=${publicKey}".`;
  if (record === undefined)
    return { status: 'missing', record: null, explanation: `There is no DKIM key at ${name}.${should}` };
  const p = /(?:^|;)\s*p\s*=\s*([^;]*)/i.exec(record)?.[1]?.replace(/\s+/g, '') ?? '';
  if (p === '')
    return {
      status: 'wrong',
      record,
      explanation: `The DKIM key at ${name} was revoked (its p= is empty).${should}`,
    };
  if (publicKey !== null && p !== publicKey)
    return {
      status: 'wrong',
      record,
      explanation: `The DKIM key at ${name} is not the one this mailbox signs with.${should}`,
    };
  return { status: 'ok', record, explanation: `The DKIM key at ${name} is published.` };
}

/** RFC 7489: the domain's own policy, or that of a domain above it. */
async function checkDmarc(domain: string, txt: (name: string) => Promise<Lookup>): Promise<Finding> {
  const labels = domain.split('.');
  // Up to the registered domain; without a public suffix list the walk ends at two labels.
  for (let from = 0; from <= Math.max(0, labels.length - 2); from += 1) {
    const found = await txt(`_dmarc.${labels.slice(from).join('.')}`);
    if ('failed' in found) return unknown(found.failed);
    if (found.records.some((text) => /^v=DMARC1/i.test(text))) return judgeDmarc(found, domain);
  }
  return judgeDmarc({ records: [] }, domain);
}

export function judgeDmarc(found: Lookup, domain: string): Finding {
  if ('failed' in found) return unknown(found.failed);
  const records = found.records.filter((text) => /^v=DMARC1/i.test(text));
  const record = records[0];
  if (record === undefined)
    return {
      status: 'missing',
      record: null,
      explanation: `${domain} has no DMARC policy; the big providers ask for one from everybody who sends much. Add a TXT record at _dmarc.${domain}: "v=DMARC1; p=none; rua=mailto:you@${domain}".`,
    };
  if (records.length > 1)
    return {
      status: 'wrong',
      record: records.join(' | '),
      explanation: 'There are several DMARC records; receivers then use none (RFC 7489 6.6.3).',
    };
  const policy = /(?:^|;)\s*p\s*=\s*(\w+)/i.exec(record)?.[1]?.toLowerCase();
  if (policy === undefined || !['none', 'quarantine', 'reject'].includes(policy))
    return {
      status: 'wrong',
      record,
      explanation: 'The DMARC record has no valid p= (none, quarantine or reject).',
    };
  if (policy === 'none')
    return {
      status: 'ok',
      record,
      explanation:
        'The domain has a DMARC policy; p=none only watches. Once SPF and DKIM are right, p=quarantine protects the name.',
    };
  return {
    status: 'ok',
    record,
    explanation: `The domain has a DMARC policy (p=${policy}): mail that fails SPF and DKIM is ${policy === 'reject' ? 'refused' : 'put aside'}.`,
  };
}

function judgeMx(found: Lookup, domain: string): Finding {
  if ('failed' in found) return unknown(found.failed);
  const hosts = found.records.filter((host) => host !== '' && host !== '.');
  if (hosts.length === 0)
    return {
      status: 'missing',
      record: null,
      explanation: `${domain} has no mail server (MX): replies and bounces get lost, and many receivers refuse such senders.`,
    };
  return { status: 'ok', record: hosts.join(', '), explanation: 'Replies and bounces have a place to go.' };
}
