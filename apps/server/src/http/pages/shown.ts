import type { FastifyReply, FastifyRequest } from 'fastify';
import { decrypt, deriveKey, encrypt } from '../../kernel/crypto.js';
import { readCookie } from '../auth.js';
import type { AppContext } from '../context.js';
import { html, type Html } from './html.js';
import type { Safety } from './safety.js';

const FLASH = 'cadenza_flash';

/** What a finished action tells, with secrets that are shown this once. */
export interface Shown {
  title: string;
  items: { label: string; value: string }[];
  /** What is to be done with them. */
  note?: string;
}

/**
 * Carries what an action tells to the page after its redirect in a sealed cookie that is read once: reloading the page
 * does not act a second time, and a secret is in no address and no server memory. `home` is that page.
 */
export function createFlash(ctx: AppContext, safety: Safety, home: string) {
  const key = deriveKey(ctx.config.secretKey, 'page flash');
  return {
    put: (reply: FastifyReply, shown: Shown): void =>
      safety.setCookie(reply, FLASH, encrypt(key, JSON.stringify(shown)), 60, home),
    take(request: FastifyRequest, reply: FastifyReply): Shown | undefined {
      const sealed = readCookie(request.headers.cookie, FLASH);
      if (sealed === undefined) return undefined;
      safety.setCookie(reply, FLASH, '', 0, home);
      try {
        return JSON.parse(decrypt(key, sealed)) as Shown;
      } catch {
        return undefined; // forged or sealed under an older key: there is nothing to show
      }
    },
  };
}

/** The card of what an action told. */
export function shownCard(shown: Shown): Html {
  return html`<section class="card secret" role="status">
<h2>${shown.title}</h2>
${shown.items.length > 0 && html`<p>${shown.note} Copy this now: it is not shown again.</p>`}
<dl>${shown.items.map((item) => html`<dt>${item.label}</dt><dd><code class="break">${item.value}</code></dd>`)}</dl>
</section>`;
}
