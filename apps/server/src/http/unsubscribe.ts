import type { FastifyInstance, FastifyRequest } from 'fastify';
import { linkKeysOf } from '../config.js';
import { write } from '../db/write.js';
import { findOptOut, optOut } from '../domain/activities/index.js';
import { unsubscribeTokens } from '../kernel/unsubscribe-token.js';
import { teamNow } from '../kernel/clock.js';
import { languageOfBrowser, OPT_OUT_WORDS, type OptOutLanguage } from '../kernel/opt-out-words.js';
import type { AppContext } from './context.js';
import { html } from './pages/html.js';
import { messagePage, page } from './pages/layout.js';
import { sendPage } from './pages/safety.js';

/**
 * Opting out (RFC 8058). A GET never unsubscribes: mail scanners open every link, so it shows a page with a button. The
 * POST needs no cookie and no further question: the signed token says whose e-mail it was, and whoever has the e-mail
 * may say that no more should come. Posting again changes nothing.
 */
export function mountUnsubscribe(app: FastifyInstance, ctx: AppContext): void {
  const tokens = unsubscribeTokens(linkKeysOf(ctx.config));
  const subject = async (request: FastifyRequest) => {
    const read = tokens.read((request.params as { token: string }).token);
    return read && findOptOut(ctx.database.kysely, read.teamId, read.id);
  };
  const languageOf = (request: FastifyRequest) => languageOfBrowser(request.headers['accept-language']);
  const unknown = (language: OptOutLanguage) => {
    const { incomplete, incompleteText } = OPT_OUT_WORDS[language];
    return messagePage(incomplete, incompleteText, undefined, language);
  };

  app.get('/unsubscribe/:token', async (request, reply) => {
    reply.header('x-robots-tag', 'noindex');
    const about = await subject(request);
    const language = languageOf(request);
    reply.header('vary', 'accept-language');
    if (!about) return sendPage(reply, unknown(language), { status: 404 });
    const { unsubscribe, question, onlyThisSeries } = OPT_OUT_WORDS[language];
    return sendPage(
      reply,
      page(
        { title: unsubscribe, language },
        html`<section class="card"><h1>${unsubscribe}</h1>
<p>${question(about.senderName, about.address)}</p>
<form method="post"><button type="submit">${unsubscribe}</button></form>
${about.cadenceId !== null && html`<form method="post"><input type="hidden" name="scope" value="cadence"><button class="quiet" type="submit">${onlyThisSeries}</button></form>`}
</section>`,
      ),
    );
  });

  app.post('/unsubscribe/:token', async (request, reply) => {
    const about = await subject(request);
    const language = languageOf(request);
    if (!about) return sendPage(reply, unknown(language), { status: 404 });
    const body = (request.body ?? {}) as Record<string, unknown>;
    const now = teamNow(ctx.clock.now(), about.clockOffsetMs);
    await write(ctx.database.kysely, about.teamId, (tx) =>
      optOut(tx, about, now, body['scope'] === 'cadence' ? 'cadence' : 'team'),
    );
    const { done, doneText } = OPT_OUT_WORDS[language];
    return sendPage(reply, messagePage(done, doneText(about.address), undefined, language));
  });
}
