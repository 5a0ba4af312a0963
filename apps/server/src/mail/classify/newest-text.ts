/** Lines that begin what is quoted, in the languages of the common mail programs. */
const QUOTE_BEGINS = [
  /^-- ?(original message|original appointment|forwarded message|urspr(ü|ue)ngliche nachricht|weitergeleitete nachricht|message d'origine|message transféré|mensaje original|mensaje reenviado|messaggio originale|mensagem original|oorspronkelijk bericht|ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti|oryginalna wiadomość|исходное сообщение|původní zpráva|eredeti üzenet|mesaj original)/i,
  /^_{10,}$/,
  /^(from|von|de|da|van|från|fra|od|от|lähettäjä|发件人|差出人) ?[:：] ?.+[@<].+/i,
];

/** "On 3 March 2026, Rhea wrote:" */
const ON = /^(on|am|le|el|il|em|op|den|på|dnia|dne|w dniu) /i;
const WROTE =
  /wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał\(a\)|napisał|napisała|napsal|napsala/i;
/** "Rhea schrieb am 3.3.:" */
const WROTE_ON = /schrieb am|wrote on|написал\(а\)|пишет|写道|さんは書きました/i;
const LONGEST_INTRODUCTION = 300;

function introduces(line: string): boolean {
  return (
    line.length <= LONGEST_INTRODUCTION && ON.test(line) && line.endsWith(':') && WROTE.test(line.slice(-80))
  );
}

function introducesBehindName(line: string): boolean {
  return line.length <= LONGEST_INTRODUCTION && WROTE_ON.test(line.slice(2, 140)) && lastWords(line);
}

/** At most eighty characters follow the words. */
function lastWords(line: string): boolean {
  return WROTE_ON.test(line.slice(-100));
}

/**
 * What the writer added: without quoted lines, the quoted message below and the signature. The whole text when
 * nothing remains (an answer written between the quoted lines keeps its own lines).
 */
export function newestText(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const kept: string[] = [];
  for (const [index, line] of lines.entries()) {
    // However long the dashes of a divider.
    const trimmed = line.trim().replace(/^--+/, '--');
    if (trimmed.startsWith('>')) continue;
    // The introduction of a quote is often broken over two lines.
    const joined = `${trimmed} ${(lines[index + 1] ?? '').trim()}`.trim();
    if (QUOTE_BEGINS.some((begin) => begin.test(trimmed))) break;
    if (introducesBehindName(trimmed) || introduces(trimmed) || (ON.test(trimmed) && introduces(joined)))
      break;
    if (line === '-- ' || trimmed === '--') break;
    kept.push(line);
  }
  const newest = kept.join('\n').trim();
  return newest === '' ? text.trim() : newest;
}

/** Letters that are no base letter with a mark. */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ł: 'l', ı: 'i', đ: 'd' };

/** Lower case, Latin letters without diacritics, one space between words: the form phrases are compared in. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .replace(/[\u2018\u2019\u02bc`]/g, "'")
    .toLowerCase()
    .replace(/[ßłıđ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim();
}

const SUBJECT_PREFIX =
  /^\s*((re|aw|antw|antwort|sv|vs|rv|res|ref|odp|ynt|r|tr|fw|fwd|wg|wtr|enc|rif|vb|回复|答复|转发|返信)(\[\d+\]|\(\d+\))?\s*[:：]\s*|\[(ext|external|extern)\]\s*)+/i;

/** A subject without its answer and forward prefixes, folded: equal for messages of one thread. */
export function threadSubject(subject: string): string {
  return folded(subject.replace(SUBJECT_PREFIX, ''));
}
