/** Who asked for a pixel or a link. Only people count. */
export type Actor = 'person' | 'proxy' | 'prefetch' | 'scanner' | 'own';

/** One request, as far as it says who made it. */
export interface TrackingHit {
  kind: 'open' | 'click';
  at: Date;
  /** The link, for clicks. */
  url: string | null;
  method: string;
  userAgent: string | null;
  /** The client's address; null when unknown. */
  ip: string | null;
  /** Purpose, Sec-Purpose, X-Purpose and X-Moz, whichever are there. */
  purposes: readonly string[];
  /** The page it came from belongs to Cadenza, or a frame shows it, or a signed-in user of the team sent it. */
  ours: string | null;
}

/** What is known about the e-mail. */
export interface SentEmail {
  sentAt: Date | null;
  /** How many different links it has. */
  links: number;
}

/** An event of the same e-mail before this one. */
export interface Earlier {
  id: number;
  kind: string;
  url: string | null;
  actor: string;
  at: Date;
  counted: boolean;
}

export interface Verdict {
  actor: Actor;
  /** In words: what the label rests on. */
  evidence: string;
  /** It goes into the numbers. */
  counts: boolean;
  /** Clicks that counted as a person's until this one showed that a program follows every link. */
  retract: readonly number[];
}

const SECOND = 1000;
/** Programs of the receiving server follow links while they take the message in; nobody reads this fast. */
export const CLICK_TOO_SOON_MS = 10 * SECOND;
export const OPEN_TOO_SOON_MS = 2 * SECOND;
/** Different links asked for within this time are not read, they are walked through. */
export const BURST_MS = 5 * SECOND;
const BURST_LINKS = 3;
/** The same thing twice within this time is one look: clients load images again while they lay out a message. */
export const SAME_LOOK_MS = 10 * SECOND;

/** Security gateways, link checkers and preview makers by what they call themselves. Lower case. */
const SCANNERS = [
  'barracuda',
  'proofpoint',
  'mimecast',
  'messagelabs',
  'symantec',
  'fireeye',
  'trendmicro',
  'sophos',
  'fortinet',
  'fortiguard',
  'cloudmark',
  'ironport',
  'checkpoint',
  'avanan',
  'vadesecure',
  'hornetsecurity',
  'bitdefender',
  'kaspersky',
  'urlscan',
  'safebrowsing',
  'zgrab',
  'censys',
  'headlesschrome',
  'phantomjs',
  'puppeteer',
  'playwright',
  'selenium',
  'python-requests',
  'python-urllib',
  'python-httpx',
  'aiohttp',
  'go-http-client',
  'curl/',
  'wget/',
  'libwww-perl',
  'okhttp',
  'apache-httpclient',
  'java/',
  'node-fetch',
  'axios/',
  'undici',
  'facebookexternalhit',
  'whatsapp',
  'skypeuripreview',
  'bingpreview',
  'slack-imgproxy',
  'embedly',
] as const;
const ROBOT = /(?:bot|crawler|spider|scanner|linkcheck)\b/i;

/** Image proxies that ask when, and because, a person opens the message: they hide the device, not the reading. */
const READERS: readonly (readonly [string, string])[] = [
  ['googleimageproxy', "Gmail's image proxy"],
  ['yahoomailproxy', "Yahoo's image proxy"],
];

/** Who this was, what that rests on, and whether it counts. Pure; docs/tracking.md describes it. */
export function classifyHit(hit: TrackingHit, sent: SentEmail, earlier: readonly Earlier[]): Verdict {
  const { actor, evidence } = whoWasIt(hit, sent);
  if (actor !== 'person') return { actor, evidence, counts: false, retract: [] };
  const burst = hit.kind === 'click' ? burstOf(hit, sent, earlier) : undefined;
  if (burst) return burst;
  const again = earlier.some(
    (each) =>
      each.kind === hit.kind &&
      each.url === hit.url &&
      each.counted &&
      Math.abs(hit.at.getTime() - each.at.getTime()) < SAME_LOOK_MS,
  );
  return again
    ? { actor, evidence: `${evidence} The same look as a moment before.`, counts: false, retract: [] }
    : { actor, evidence, counts: true, retract: [] };
}

function whoWasIt(hit: TrackingHit, sent: SentEmail): { actor: Actor; evidence: string } {
  const scanner = (evidence: string) => ({ actor: 'scanner' as const, evidence });
  if (hit.ours !== null) return { actor: 'own', evidence: hit.ours };
  if (hit.method === 'HEAD') return scanner('It asked for the headers only, as link checkers do.');
  const purpose = hit.purposes.find((each) => /prefetch|preview|prerender/i.test(each));
  if (purpose !== undefined)
    return { actor: 'prefetch', evidence: `The browser said it only prepares the page ("${purpose}").` };
  const agent = hit.userAgent?.trim() ?? '';
  if (agent === '') return scanner('It did not say which program it is.');
  const name = agent.toLowerCase();
  const known = SCANNERS.find((each) => name.includes(each)) ?? ROBOT.exec(agent)?.[0];
  if (known !== undefined) return scanner(`The program calls itself "${known.replace('/', '')}".`);
  if (hit.kind === 'open' && (agent === 'Mozilla/5.0' || isApple(hit.ip)))
    return {
      actor: 'proxy',
      evidence: "Apple's Mail Privacy Protection loads every image, whether the message is read or not.",
    };
  const early = tooSoon(hit, sent);
  if (early !== undefined) return scanner(early);
  const reader = READERS.find(([part]) => name.includes(part));
  return {
    actor: 'person',
    evidence: reader ? `A person, through ${reader[1]}.` : 'Nothing speaks against a person.',
  };
}

function tooSoon({ kind, at }: TrackingHit, { sentAt }: SentEmail): string | undefined {
  if (sentAt === null) return 'The message had not been handed over yet.';
  const after = at.getTime() - sentAt.getTime();
  if (after >= (kind === 'click' ? CLICK_TOO_SOON_MS : OPEN_TOO_SOON_MS)) return undefined;
  const seconds = Math.max(0, Math.floor(after / SECOND));
  return `${seconds === 1 ? '1 second' : `${seconds} seconds`} after the message was handed over nobody has read it.`;
}

/** 17.0.0.0/8 is Apple's. */
function isApple(ip: string | null): boolean {
  return ip !== null && /^(?:::ffff:)?17\.\d+\.\d+\.\d+$/i.test(ip);
}

/** Every link, or three and more, within seconds: this one and those before it were a program's. */
function burstOf(hit: TrackingHit, sent: SentEmail, earlier: readonly Earlier[]): Verdict | undefined {
  const close = earlier.filter(
    (each) => each.kind === 'click' && Math.abs(hit.at.getTime() - each.at.getTime()) < BURST_MS,
  );
  const links = new Set([hit.url, ...close.map((each) => each.url)]).size;
  if (links < 2 || (links < sent.links && links < BURST_LINKS)) return undefined;
  return {
    actor: 'scanner',
    evidence: `${links} different links of the message were followed within ${BURST_MS / SECOND} seconds.`,
    counts: false,
    retract: close.filter((each) => each.counted || each.actor === 'person').map((each) => each.id),
  };
}
