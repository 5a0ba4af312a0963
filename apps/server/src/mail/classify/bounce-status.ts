import { firstSaidIn, type Near } from './near.js';
import { folded } from './newest-text.js';
import type { Severity } from './types.js';

export interface Verdict {
  severity: Severity;
  confidence: number;
  why: string;
}

/** What servers write about an address that does not work, folded; in the languages their texts come in. */
const HARD: readonly (RegExp | Near)[] = [
  {
    first: /user|recipient|mailbox|account|address|alias|person/g,
    reach: 80,
    then: /unknown|not (be )?found|does ?n[o']t exist|doesn't exist|no longer (valid|exists|active|in use|available|employed)|not (a )?(known|valid|exist|listed|registered|recogni[sz]ed)|is (invalid|disabled|inactive|deactivated|suspended|closed|deleted|terminated)|discontinued|disabled|has been (disabled|deactivated|deleted|suspended|closed)/,
  },
  {
    first: /no (such|mailbox|valid)/g,
    reach: 20,
    then: /user|recipient|mailbox|account|address|person|here|by that name/,
  },
  /(unknown|invalid|bad|nonexistent|inactive|unrouteable|unroutable) (user|recipient|mailbox|local[- ]part|address|account|destination)/,
  { first: /doesn't have an? |does not have an? /g, reach: 30, then: /account/ },
  /no longer (works|working|with)|user doesn't have|couldn't be found|wasn't found|could not be found at|address rejected: (user|undeliverable|unknown)/,
  /(host|domain)( name)? (not found|unknown|does not exist)|domain name not found|domain not found|name service error|nullmx|null mx|dns error|nxdomain/,
  { first: /\b(host|domain)( name)? /g, reach: 80, then: /(not found|unknown|does not exist)/ },
  /existiert nicht|unbekannte?r? (empfanger|benutzer|adresse)/,
  {
    first: /empfanger(adresse)?/g,
    reach: 40,
    then: /unbekannt|nicht gefunden|existiert nicht|ungultig/,
    oneSentence: true,
  },
  /(wurde|konnte) nicht gefunden|n'existe pas/,
  {
    first: /adresse|destinataire|utilisateur/g,
    reach: 40,
    then: /inconnue?|introuvable|invalide/,
    oneSentence: true,
  },
  /n'a pas ete trouve|est introuvable|no existe|no se (encontro|ha encontrado)/,
  { first: /usuario|destinatario|direccion/g, reach: 30, then: /desconocid|inexistente/, oneSentence: true },
  /non esiste/,
  {
    first: /utente|destinatario|indirizzo/g,
    reach: 30,
    then: /sconosciut|inesistente|non valido/,
    oneSentence: true,
  },
  /nao existe|nao foi (encontrad|possivel encontrar)|bestaat niet|onbekende gebruiker|niet gevonden|finns inte|findes ikke|nie istnieje|не существует|пользователь не найден|не найден|存在しません|見つかりません|不存在|无此用户/,
];
const SOFT: readonly (RegExp | Near)[] = [
  /over ?quota|quota (exceeded|has been exceeded)/,
  { first: /exceed(s|ed|ing)? /g, reach: 40, then: /quota/ },
  /mailbox (is )?(full|over|temporarily)|inbox is (full|out of)/,
  { first: /mailbox/g, reach: 30, then: /full|size limit|storage/, oneSentence: true },
  /out of storage|insufficient (disk|storage|system)|storage (limit|space|quota)|try again later|temporar(y|ily)|greylist|grey-list|timed? ?out|connection refused|connection lost|unreachable|too busy|resources|rate( |-)?limit|too many (messages|connections|recipients)|receiving mail (at a rate|too quickly)|delayed|retry|message (too large|size exceeds|exceeds)|too (big|large)|expired|loop detected|too many hops/,
  { first: /postfach/g, reach: 30, then: /voll|uberschritten/, oneSentence: true },
  /speicherplatz/,
  { first: /boite/g, reach: 30, then: /pleine/, oneSentence: true },
  /quota depasse/,
  { first: /buzon/g, reach: 30, then: /lleno/, oneSentence: true },
  /casilla llena/,
  { first: /casella/g, reach: 30, then: /piena/, oneSentence: true },
  { first: /caixa/g, reach: 30, then: /cheia/, oneSentence: true },
  { first: /postvak/g, reach: 20, then: /vol/, oneSentence: true },
  { first: /skrzynk/g, reach: 30, then: /pelna|przepelnion/, oneSentence: true },
  /ящик переполнен|переполнен|容量|已满/,
];
const BLOCK =
  /(spam|junk ?mail|unsolicited|block(ed|ing|list)|black ?list|deny ?list|spamhaus|barracuda|spamcop|sorbs|proofpoint|cloudmark|reputation|policy|dmarc|\bspf\b|dkim|unauthenticated|not authori[sz]ed|not permitted|not allowed|access denied|permission to (send|post)|relay(ing)? (access )?(denied|not permitted)|unable to relay|rejected (as|by|due|for)|content (rejected|filter)|virus|malware|phish|banned|reverse dns|ptr record|5\.7\.\d|abgelehnt|zugriff verweigert|refuse|rechazado|rifiutato|rejeitad)/;

/** Servers say what is wrong at the beginning; more only costs time. */
const WORDS_READ = 6000;

/**
 * What an enhanced status code (RFC 3463, and the registry of RFC 5248) and the words beside it mean for the address.
 * Where the two disagree the specific beats the general: servers hand out 5.0.0, 5.5.0 and 5.7.1 for anything.
 */
export function judge(status: string | null, words: string): Verdict {
  const said = folded(words.slice(0, WORDS_READ));
  const hard = firstSaidIn(said, HARD);
  const soft = firstSaidIn(said, SOFT);
  const block = BLOCK.exec(said)?.[0];
  if (status === null) return byWords(hard, soft, block);
  const [, klass = '5', subject = '0', detail = '0'] = /^([245])\.(\d{1,3})\.(\d{1,3})$/.exec(status) ?? [];
  if (klass === '4')
    return { severity: 'soft', confidence: 0.95, why: `${status} is a temporary failure (RFC 3463).` };
  const code = `${subject}.${detail}`;
  if (code === '2.1') {
    // RFC 3463: "mailbox disabled" may be for good or for a while; only the words tell.
    return hard !== undefined && !/rate|temporar|later/.test(said)
      ? { severity: 'hard', confidence: 0.9, why: `${status} with "${hard}": the mailbox is closed.` }
      : {
          severity: 'soft',
          confidence: 0.8,
          why: `${status}: the mailbox accepts no messages now (RFC 3463).`,
        };
  }
  const known = CODES[code];
  if (known) {
    // Exchange Online writes this for addresses it does not know, and adds "Access denied".
    if (code === '4.1' && (block === undefined || said.includes('recipient address rejected')))
      return { severity: 'hard', confidence: 0.85, why: `${status}: ${known[1]}.` };
    return { severity: known[0], confidence: 0.97, why: `${status}: ${known[1]}.` };
  }
  if (subject === '1')
    return {
      severity: 'hard',
      confidence: 0.9,
      why: `${status} is about the recipient's address (RFC 3463).`,
    };
  if (subject === '7') {
    return hard !== undefined && block === undefined
      ? { severity: 'hard', confidence: 0.85, why: `${status} with "${hard}": the address does not work.` }
      : { severity: 'block', confidence: 0.95, why: `${status} is a refusal by policy (RFC 3463).` };
  }
  if (subject === '6')
    return { severity: 'block', confidence: 0.85, why: `${status}: the content was refused (RFC 3463).` };
  if (subject === '2' || subject === '3' || subject === '4')
    return hard !== undefined && subject !== '3'
      ? { severity: 'hard', confidence: 0.85, why: `${status} with "${hard}": the address does not work.` }
      : {
          severity: 'soft',
          confidence: 0.8,
          why: `${status} is a problem of the mailbox, system or route (RFC 3463).`,
        };
  const words_ = byWords(hard, soft, block);
  return words_.confidence > 0.5
    ? { ...words_, why: `${status} is unspecific. ${words_.why}` }
    : {
        severity: 'soft',
        confidence: 0.5,
        why: `${status} says nothing about the address: nothing is concluded from it.`,
      };
}

/** Codes whose meaning is not that of their subject. */
const CODES: Readonly<Record<string, readonly [Severity, string]>> = {
  '1.1': ['hard', 'there is no such mailbox'],
  '1.2': ['hard', 'there is no such domain'],
  '1.3': ['hard', 'the address is malformed'],
  '1.6': ['hard', 'the mailbox has moved and left no address'],
  '1.7': ['block', "the sender's address was refused"],
  '1.8': ['block', "the sender's domain was refused"],
  '1.10': ['hard', 'the recipient does not exist, or its domain accepts no mail (RFC 7505)'],
  '2.2': ['soft', 'the mailbox is full'],
  '2.3': ['soft', 'the message is too large for the mailbox'],
  '3.4': ['soft', 'the message is too large for the system'],
  '4.1': ['block', 'the server refused the recipient'],
  '4.4': ['hard', "the recipient's domain has no mail server"],
  '4.6': ['soft', 'the message went in a circle'],
  '4.7': ['soft', 'the message could not be delivered in time'],
  '4.310': ['hard', "the recipient's domain does not exist"],
};

function byWords(hard: string | undefined, soft: string | undefined, block: string | undefined): Verdict {
  if (
    soft !== undefined &&
    /quota|full|voll|pleine|lleno|piena|cheia|vol|pelna|storage|переполнен|容量|已满/.test(soft)
  )
    return { severity: 'soft', confidence: 0.85, why: `It says "${soft}".` };
  if (hard !== undefined) return { severity: 'hard', confidence: 0.85, why: `It says "${hard}".` };
  if (block !== undefined) return { severity: 'block', confidence: 0.8, why: `It says "${block}".` };
  if (soft !== undefined) return { severity: 'soft', confidence: 0.8, why: `It says "${soft}".` };
  return {
    severity: 'soft',
    confidence: 0.5,
    why: 'It gives no reason we know: nothing is concluded about the address.',
  };
}

/**
 * The best status in a text that quotes an SMTP dialogue, single- or multi-line: an enhanced code if there is one
 * (`550-5.1.1 ...`), else the enhanced code that the three-digit reply stands for.
 */
export function statusIn(text: string): string | null {
  // Whole runs of digits and dots: 5.1.1 is no part of an address or a version.
  const enhanced = (text.match(/[\d.]+/g) ?? []).flatMap(
    (run) => /^([45]\.\d{1,3}\.\d{1,3})\.*$/.exec(run)?.[1] ?? [],
  );
  const specific = enhanced.find((code) => !/^[45]\.0\.0$/.test(code));
  const found = specific ?? enhanced[0];
  if (found !== undefined && !/\.0\.0$/.test(found)) return found;
  return basicStatus(text) ?? found ?? null;
}

/** RFC 5321 reply codes as enhanced ones. 550 alone says "mailbox unavailable" for every reason there is. */
const BASIC: Readonly<Record<string, string>> = {
  '421': '4.3.2',
  '450': '4.2.0',
  '451': '4.3.0',
  '452': '4.2.2',
  '521': '5.1.10',
  '541': '5.7.0',
  '550': '5.0.0',
  '551': '5.1.6',
  '552': '5.2.2',
  '553': '5.1.3',
  '554': '5.0.0',
  '556': '5.1.10',
};

function basicStatus(text: string): string | null {
  const code = /(?<![\d.])(4[25]\d|5[2-5]\d)(?=[ -][^\d])/.exec(text)?.[1];
  return code === undefined ? null : (BASIC[code] ?? `${code[0]}.0.0`);
}

/** 5.0.0 and the like tell nothing; what the diagnostic text carries is preferred to them. */
export function isUnspecific(status: string): boolean {
  return /^[45]\.(0\.0|5\.0|3\.0|4\.0)$/.test(status);
}
