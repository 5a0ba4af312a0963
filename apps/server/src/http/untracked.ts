import type { TrackingTokens } from '../kernel/tracking-token.js';

const PIXEL = '<img src="';
const LINK = /https?:\/\/[^\s"'<>/]+\/t\/c\/([\w.-]+)/g;

/** A message for its sender's eyes: looking at what was sent is no visit, so pixel and tracked links are taken out again. */
export function untracked(html: string, tokens: TrackingTokens): string {
  return withoutPixels(html).replaceAll(LINK, (link, token: string) => {
    const url = tokens.readClick(token)?.url;
    return url === undefined
      ? link
      : url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  });
}

/** Reads every character once: an image is looked at up to the quotation mark that ends its address, and not again. */
function withoutPixels(html: string): string {
  let result = '';
  let done = 0;
  for (let at = html.indexOf(PIXEL); at >= 0; at = html.indexOf(PIXEL, at)) {
    const from = at + PIXEL.length;
    const quote = html.indexOf('"', from);
    if (quote < 0) break;
    const token = html.slice(from, quote).split('/t/o/').at(-1) ?? '';
    if (token.length < quote - from && /^[\w.-]+$/.test(token)) {
      const end = html.indexOf('>', quote);
      if (end < 0) break;
      result += html.slice(done, at);
      done = end + 1;
      at = done;
    } else at = quote;
  }
  return result + html.slice(done);
}
