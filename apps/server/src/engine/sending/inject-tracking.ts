import type { Email } from '../../domain/activities/index.js';
import { directionOf, OPT_OUT_WORDS, type OptOutLanguage } from '../../kernel/opt-out-words.js';
import { linksInText, type SwappedLinks, swapInText } from '../../kernel/link-swap.js';
import type { TrackingLinks } from '../../kernel/tracking-token.js';
import { bodyEnd, trackableLinks, trackHtml } from '../../mail/track.js';

export interface FinalBodyOptions {
  /** Put into the text as a link; undefined: no link. */
  optOutUrl: string | undefined;
  /** Of the link's word. */
  language: OptOutLanguage;
  /** The team's, below the text; null: none. */
  postalAddress: string | null;
  /** undefined: nothing is tracked. */
  tracking: TrackingLinks | undefined;
  /** What stands in place of written links; tracked links lead there. */
  swapped: SwappedLinks;
  /** The mailbox's or the team's own; null: PUBLIC_URL. */
  trackingDomain: string | null;
}

/** The bodies as they leave: what is added to the ledger's text for this one copy. Pure. */
export function injectTracking(
  email: Pick<Email, 'team_id' | 'id' | 'body_html' | 'body_text' | 'view_tracking' | 'click_tracking'>,
  options: FinalBodyOptions,
): { body_html: string; body_text: string } {
  const { optOutUrl, language, postalAddress } = options;
  const { unsubscribe } = OPT_OUT_WORDS[language];
  const html: string[] = [];
  const text: string[] = [];
  if (postalAddress !== null) {
    html.push(postalAddress.split('\n').map(escapeHtml).join('<br>'));
    text.push(postalAddress);
  }
  if (optOutUrl !== undefined) {
    html.push(
      `<a href="${optOutUrl}" lang="${language}" dir="${directionOf(language)}" style="color:#666">${unsubscribe}</a>`,
    );
    text.push(`${unsubscribe}: ${optOutUrl}`);
  }
  const body = tracked(email, options);
  const written = swapInText(email.body_text, options.swapped);
  if (html.length === 0) return { body_html: body, body_text: written };
  return {
    body_html: beforeEnd(body, `<p style="font-size:12px;color:#666">${html.join('<br>')}</p>`),
    body_text: `${written.trimEnd()}\n\n${text.join('\n')}\n`,
  };
}

/** The opt-out link is added later: it is never led through the tracking. */
function tracked(
  email: Pick<Email, 'team_id' | 'id' | 'body_html' | 'view_tracking' | 'click_tracking'>,
  { tracking, trackingDomain: domain, swapped }: FinalBodyOptions,
): string {
  const { team_id: teamId, id } = email;
  return trackHtml(email.body_html, {
    link: (url) => {
      const target = swapped.get(url);
      return tracking && email.click_tracking ? tracking.link(domain, teamId, id, target ?? url) : target;
    },
    pixel: tracking && email.view_tracking ? tracking.pixel(domain, teamId, id) : undefined,
    keep: (url) => tracking?.own(url) ?? false,
  });
}

/** The different links of an e-mail that may be exchanged, in order. Pure. */
export function linksOf(
  { body_html: html, body_text: text }: Pick<Email, 'body_html' | 'body_text'>,
  tracking: TrackingLinks | undefined,
): string[] {
  const keep = (url: string) => tracking?.own(url) ?? false;
  return [...new Set([...trackableLinks(html, keep), ...linksInText(text).filter((url) => !keep(url))])];
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Inside the body when the HTML is a whole document. */
function beforeEnd(html: string, addition: string): string {
  const at = bodyEnd(html);
  return at < 0 ? `${html}\n${addition}` : `${html.slice(0, at)}${addition}${html.slice(at)}`;
}
