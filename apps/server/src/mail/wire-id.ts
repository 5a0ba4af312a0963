/**
 * The Message-ID that a server gave a message, from its answer to the end of the data: some write one of their own over
 * ours, and answers refer to that. Read are only the forms that are known to name one. Plain string code: the answer is
 * foreign text.
 */
export function wireMessageId(reply: string, host?: string): string | undefined {
  const words = reply.slice(0, 2000).split(/\s/).filter(Boolean);
  return bracketed(words) ?? ses(words, host);
}

const SES = 'amazonses.com';

/**
 * Exchange Online and Outlook.com ("250 2.0.0 OK <id@host.prod.outlook.com> [Hostname=...]"), and servers that say
 * "Message-ID: <...>" or "queued as <...@...>" in so many words. An id in brackets without such a word may be anything.
 */
function bracketed(words: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    const id = inBrackets(word);
    if (id === undefined) continue;
    const before = (words[index - 1] ?? '').toLowerCase();
    const says = ['ok', 'message-id', 'message-id:', 'messageid', 'messageid:', 'id', 'id:', 'as'].includes(
      before,
    );
    const own = word.toLowerCase().startsWith('message-id') || word.toLowerCase().startsWith('messageid');
    if (says || own) return id;
  }
  return undefined;
}

function inBrackets(word: string): string | undefined {
  const from = word.indexOf('<');
  const to = word.indexOf('>', from);
  if (from < 0 || to < 0) return undefined;
  const inner = word.slice(from + 1, to);
  const at = inner.indexOf('@');
  const fits = at > 0 && at < inner.length - 1 && inner.length <= 250 && !inner.includes('<');
  return fits ? `<${inner}>` : undefined;
}

/** Amazon SES: "250 Ok 0100018b5c3c0a4f-...-000000"; its domain is the region's, email.amazonses.com in us-east-1. */
function ses(words: readonly string[], host: string | undefined): string | undefined {
  if (words[0] !== '250' || words[1]?.toLowerCase() !== 'ok' || words.length !== 3) return undefined;
  const id = words[2]?.toLowerCase() ?? '';
  const groups = id.split('-');
  const hex = groups.every((group) => group !== '' && /^[0-9a-f]+$/.test(group));
  if (!hex || groups.length < 3 || groups[0]?.length !== 16 || groups.at(-1) !== '000000') return undefined;
  const region = host === undefined ? undefined : sesRegion(host);
  return `<${id}@${region === undefined || region === 'us-east-1' ? 'email' : region}.${SES}>`;
}

function sesRegion(host: string): string | undefined {
  const labels = host.toLowerCase().split('.');
  return labels.find((label) => /^[a-z]{2}-[a-z-]{4,20}-\d$/.test(label));
}
