const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What was typed as a letter: an empty line begins a paragraph. */
export function letterOf(text: string): string {
  const lines = text.split('\n').map((line) => Array.from(line, (each) => ESCAPES[each] ?? each).join(''));
  const paragraphs: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() === '') paragraphs.push([]);
    else paragraphs.at(-1)?.push(line);
  }
  return paragraphs
    .filter((each) => each.length > 0)
    .map((each) => `<p>${each.join('<br>')}</p>`)
    .join('');
}

export const KIND_NAMES: Readonly<Record<string, string>> = {
  reply: 'a reply',
  auto_reply: 'an automatic answer',
  unsubscribe: 'a wish for no more e-mails',
  meeting: 'an answer about a meeting',
  other: 'something else',
  bounce: 'a bounce',
  complaint: 'a complaint',
  receipt: 'a receipt',
  own: 'our own e-mail',
};
