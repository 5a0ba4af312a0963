import { NOTICE_KINDS, NOTICE_MODES } from '@cadenza/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { linkKeysOf } from '../config.js';
import { write } from '../db/write.js';
import {
  mayChooseNotices,
  noticeSettingsOf,
  type NoticeSettings,
  updateNoticeSettings,
} from '../domain/feed/index.js';
import { noticeTokens } from '../kernel/notice-token.js';
import type { AppContext } from './context.js';
import { html } from './pages/html.js';
import { messagePage, page } from './pages/layout.js';
import { sendPage } from './pages/safety.js';

const KIND_IS: Readonly<Record<(typeof NOTICE_KINDS)[number], string>> = {
  reply: 'Somebody wrote to you',
  hot_person: 'Somebody looks at your e-mails again and again',
  mailbox_failing: 'One of your mailboxes cannot send',
  webhook_paused: 'Webhooks of yours are paused',
  calendar_failing: 'Your calendar cannot be reached',
};
const MODE_IS: Readonly<Record<(typeof NOTICE_MODES)[number], string>> = {
  at_once: 'at once',
  digest: 'once a day',
  off: 'never',
};
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/**
 * What the link in a mail about notices leads to: a page that changes which mails its user gets, and nothing else, without
 * signing in. A GET changes nothing: scanners open every link.
 */
export function mountNoticeSettings(app: FastifyInstance, ctx: AppContext): void {
  const tokens = noticeTokens(linkKeysOf(ctx.config));
  const userOf = async (request: FastifyRequest) => {
    const read = tokens.read((request.params as { token: string }).token);
    return read && (await mayChooseNotices(ctx.database.kysely, read.teamId, read.id)) ? read : undefined;
  };
  const unknown = (reply: FastifyReply) =>
    sendPage(reply, messagePage('This link does not work', 'It was not copied whole, or its user is gone.'), {
      status: 404,
    });

  app.get('/notices/:token', async (request, reply) => {
    reply.header('x-robots-tag', 'noindex');
    const user = await userOf(request);
    if (!user) return unknown(reply);
    return sendPage(reply, form(await noticeSettingsOf(ctx.database.kysely, user.teamId, user.id)));
  });

  app.post('/notices/:token', async (request, reply) => {
    const user = await userOf(request);
    if (!user) return unknown(reply);
    const body = (request.body ?? {}) as Record<string, unknown>;
    const modes = NOTICE_KINDS.flatMap((kind) => {
      const mode = NOTICE_MODES.find((each) => each === (body['all'] === 'off' ? 'off' : body[kind]));
      return mode === undefined ? [] : [[kind, mode] as const];
    });
    const hour = HOURS.find((each) => String(each) === body['digest_hour']);
    const asked = { ...Object.fromEntries(modes), ...(hour === undefined ? {} : { digest_hour: hour }) };
    const settings = await write(ctx.database.kysely, user.teamId, (tx) =>
      updateNoticeSettings(tx, user.teamId, user.id, asked),
    );
    return sendPage(reply, form(settings, 'Saved.'));
  });
}

const form = (settings: NoticeSettings, saved?: string) =>
  page(
    { title: 'Mails about notices' },
    html`<section class="card"><h1>Mails about notices</h1>${saved !== undefined && html`<p role="status">${saved}</p>`}
<form method="post">${NOTICE_KINDS.map(
      (kind) =>
        html`<label>${KIND_IS[kind]} <select name="${kind}">${NOTICE_MODES.map(
          (mode) =>
            html`<option value="${mode}"${settings[kind] === mode && html` selected`}>${MODE_IS[mode]}</option>`,
        )}</select></label>`,
    )}
<label>Once a day from this hour on <select name="digest_hour">${HOURS.map(
      (hour) =>
        html`<option value="${hour}"${settings.digest_hour === hour && html` selected`}>${String(hour).padStart(2, '0')}:00</option>`,
    )}</select></label>
<button type="submit">Save</button></form>
<form method="post"><input type="hidden" name="all" value="off"><button class="quiet" type="submit">No mails at all</button></form></section>`,
  );
