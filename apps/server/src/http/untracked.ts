import type { TrackingTokens } from '../kernel/tracking-token.js';

const PIXEL = /<img src="[^"]*\/t\/o\/[\w.-]+"[^>]*>/g;
const LINK = /https?:\/\/[^\s"'<>/]+\/t\/c\/([\w.-]+)/g;

/** A message for its sender's eyes: looking at what was sent is no visit, so pixel and tracked links are taken out again. */
export function untracked(html: string, tokens: TrackingTokens): string {
  return html.replaceAll(PIXEL, '').replaceAll(LINK, (link, token: string) => {
    const url = tokens.readClick(token)?.url;
    return url === undefined
      ? link
      : url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  });
}
