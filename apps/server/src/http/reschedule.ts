import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DateTime } from 'luxon';
import { write } from '../db/write.js';
import { findKeptCaller } from '../domain/identity/index.js';
import {
  findReschedulable,
  RESCHEDULE_PATH,
  type Reschedulable,
  rescheduleMeeting,
  timesToMoveTo,
} from '../domain/meetings/index.js';
import { teamNow } from '../kernel/clock.js';
import { AppError } from '../kernel/errors.js';
import type { AppContext } from './context.js';
import { type Html, html } from './pages/html.js';
import { messagePage, notice, page } from './pages/layout.js';
import { sendPage } from './pages/safety.js';

/**
 * Moving a meeting by its link. A GET moves nothing: mail scanners open every link. The POST needs no cookie: the link
 * is the right, which the owner gave to whom they meet, and takes away with `reschedule_meetings_enabled`.
 */
export function mountReschedule(app: FastifyInstance, ctx: AppContext): void {
  const { kysely: db } = ctx.database;
  const route = `${RESCHEDULE_PATH}/:link`;
  const found = async (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('x-robots-tag', 'noindex');
    const { link } = request.params as { link: string };
    const meeting = await findReschedulable(db, link, ctx.clock.now());
    if (!meeting) await sendPage(reply, GONE, { status: 404 });
    return meeting && { link, meeting, now: teamNow(ctx.clock.now(), meeting.clock_offset_ms) };
  };

  app.get(route, async (request, reply) => {
    const about = await found(request, reply);
    if (!about) return reply;
    return sendPage(reply, await choices(ctx, about.meeting, about.now));
  });

  app.post(route, async (request, reply) => {
    const about = await found(request, reply);
    if (!about) return reply;
    const { link, meeting, now } = about;
    const start = startOf(request.body);
    if (!start)
      return sendPage(reply, await choices(ctx, meeting, now, 'Choose one of the times.'), { status: 422 });
    const teamId = meeting.team_id;
    const owner = await findKeptCaller(db, { teamId, userId: meeting.owner_id, granted: null, admin: true });
    if (!owner) return sendPage(reply, GONE, { status: 404 });
    try {
      await write(db, teamId, (tx) =>
        rescheduleMeeting({ tx, principal: owner, now }, { link, ownerId: meeting.owner_id }, start),
      );
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.kind === 'not_found') return sendPage(reply, GONE, { status: 404 });
      const problem = error.fields?.['start_time']
        ? 'This time is no longer free. Choose another one.'
        : `The meeting cannot be moved here now. Please ask ${meeting.owner}.`;
      const again = await choices(ctx, meeting, now, problem);
      return sendPage(reply, again, { status: 422 });
    }
    return sendPage(reply, messagePage('Moved', `${meeting.owner} has the new time.`));
  });
}

const GONE = messagePage(
  'No such meeting',
  'It is over or called off, or it can no longer be moved by this link.',
);

function startOf(body: unknown): Date | undefined {
  const given = ((body ?? {}) as Record<string, unknown>)['start_time'];
  const start = new Date(typeof given === 'string' && given.length <= 30 ? given : Number.NaN);
  return Number.isNaN(start.getTime()) ? undefined : start;
}

/** The times there are, by day, in the zone of who is met: it is named. */
async function choices(ctx: AppContext, meeting: Reschedulable, now: Date, problem?: string): Promise<Html> {
  const { days, zone } = await timesToMoveTo(ctx.database.kysely, meeting, now);
  const local = (moment: Date) => DateTime.fromJSDate(moment, { zone }).setLocale('en-GB');
  const some = days.filter(({ times }) => times.length > 0);
  return page(
    { title: 'Move a meeting' },
    html`<section class="card"><h1>${meeting.title}</h1>
<p>With ${meeting.owner}, ${local(meeting.start_time).toLocaleString(DateTime.DATETIME_FULL)}. Choose another time (${zone}).</p>
${notice('error', problem)}
${some.length === 0 && html`<p>There is no free time in the next two weeks.</p>`}
${some.map(
  ({
    times,
  }) => html`<form method="post"><h2>${local(times[0]?.start ?? now).toLocaleString(DateTime.DATE_HUGE)}</h2>
<p>${times.map(({ start }) => html`<button class="quiet" type="submit" name="start_time" value="${start.toISOString()}">${local(start).toFormat('HH:mm')}</button> `)}</p></form>`,
)}
</section>`,
  );
}
