import type { FastifyInstance, FastifyRequest } from 'fastify';
import { linkKeysOf } from '../config.js';
import { write } from '../db/write.js';
import { findOptOut, optOut } from '../domain/activities/opt-out-commands.js';
import { unsubscribeTokens } from '../kernel/unsubscribe-token.js';
import { teamNow } from '../kernel/clock.js';
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
    return read && findOptOut(ctx.database.kysely, read.teamId, read.emailId);
  };
  const unknown = () =>
    messagePage('This link is not complete', 'Open the unsubscribe link of the e-mail again, as a whole.');

  app.get('/unsubscribe/:token', async (request, reply) => {
    reply.header('x-robots-tag', 'noindex');
    const about = await subject(request);
    if (!about) return sendPage(reply, unknown(), { status: 404 });
    return sendPage(
      reply,
      page(
        { title: 'Unsubscribe' },
        html`<section class="card"><h1>Unsubscribe</h1>
<p>No more e-mail from ${about.senderName} to <strong>${about.address}</strong>?</p>
<form method="post"><button type="submit">Unsubscribe</button></form>
${about.cadenceId !== null && html`<form method="post"><input type="hidden" name="scope" value="cadence"><button class="quiet" type="submit">Only stop this series</button></form>`}
</section>`,
      ),
    );
  });

  app.post('/unsubscribe/:token', async (request, reply) => {
    const about = await subject(request);
    if (!about) return sendPage(reply, unknown(), { status: 404 });
    const body = (request.body ?? {}) as Record<string, unknown>;
    const now = teamNow(ctx.clock.now(), about.clockOffsetMs);
    await write(ctx.database.kysely, about.teamId, (tx) =>
      optOut(tx, about, now, body['scope'] === 'cadence' ? 'cadence' : 'team'),
    );
    return sendPage(
      reply,
      messagePage(
        'You are unsubscribed',
        `${about.address} gets no more of these e-mails. You can close this page.`,
      ),
    );
  });
}
