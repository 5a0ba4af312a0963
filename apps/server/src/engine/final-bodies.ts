import type { Email } from '../domain/activities/email-ledger.js';
import type { TrackingLinks } from '../kernel/tracking-token.js';
import { bodyEnd, trackHtml } from '../mail/track.js';

export interface FinalBodyOptions {
  /** Put into the text as a link; undefined: no link. */
  optOutUrl: string | undefined;
  /** undefined: nothing is tracked. */
  tracking: TrackingLinks | undefined;
  /** The mailbox's or the team's own; null: PUBLIC_URL. */
  trackingDomain: string | null;
}

/** The bodies as they leave: what is added to the ledger's text for this one copy. Pure. */
export function finalBodies(
  email: Pick<Email, 'team_id' | 'id' | 'body_html' | 'body_text' | 'view_tracking' | 'click_tracking'>,
  options: FinalBodyOptions,
): { body_html: string; body_text: string } {
  const { optOutUrl } = options;
  let html = tracked(email, options);
  let { body_text: text } = email;
  if (optOutUrl !== undefined) {
    html = beforeEnd(
      html,
      `<p style="font-size:12px;color:#666"><a href="${optOutUrl}" style="color:#666">Unsubscribe</a></p>`,
    );
    text = `${text.trimEnd()}\n\nUnsubscribe: ${optOutUrl}\n`;
  }
  return { body_html: html, body_text: text };
}

/** The opt-out link is added later: it is never led through the tracking. */
function tracked(
  email: Pick<Email, 'team_id' | 'id' | 'body_html' | 'view_tracking' | 'click_tracking'>,
  { tracking, trackingDomain: domain }: FinalBodyOptions,
): string {
  const { team_id: teamId, id } = email;
  return trackHtml(email.body_html, {
    link: tracking && email.click_tracking ? (url) => tracking.link(domain, teamId, id, url) : undefined,
    pixel: tracking && email.view_tracking ? tracking.pixel(domain, teamId, id) : undefined,
    keep: (url) => tracking?.own(url) ?? true,
  });
}

/** Inside the body when the HTML is a whole document. */
function beforeEnd(html: string, addition: string): string {
  const at = bodyEnd(html);
  return at < 0 ? `${html}\n${addition}` : `${html.slice(0, at)}${addition}${html.slice(at)}`;
}
