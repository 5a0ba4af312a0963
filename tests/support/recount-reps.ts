import type pg from 'pg';
import { local } from './recount.js';

/* What reports say of reps and of funnels, counted a second time from the records, by plain loops minute by minute. */

interface Touch {
  id: number;
  status: string;
  automated: boolean;
  due_at: Date;
  completed_at: Date | null;
  user_id: number;
}
interface Contact {
  person_id: number;
  cadence_id: number | null;
  at: Date;
  bounced_at: Date | null;
  looked: boolean;
  replied: boolean;
  by_itself: boolean;
  call: boolean;
}
interface Reply {
  id: number;
  person_id: number;
  user_id: number;
  received_at: Date;
}
interface Records {
  touches: Touch[];
  contacts: Contact[];
  replies: Reply[];
  memberships: { person_id: number; cadence_id: number; added_at: Date }[];
}

/** Of a team. */
export async function repRecordsOf(pool: pg.Pool, team: number): Promise<Records> {
  const rows = async <T>(text: string) => (await pool.query(text, [team])).rows as T[];
  return {
    touches: await rows(
      'SELECT id, status, automated, due_at, completed_at, user_id FROM actions WHERE team_id = $1',
    ),
    contacts:
      await rows(`SELECT e.person_id, e.cadence_id, e.sent_at AS at, e.bounced_at, e.views + e.clicks > 0 AS looked,
        EXISTS (SELECT FROM report_answers a WHERE a.email_id = e.id AND a.kind = 'reply') AS replied,
        EXISTS (SELECT FROM actions x WHERE x.id = e.action_id AND x.automated) AS by_itself, false AS call
      FROM emails e WHERE e.team_id = $1 AND e.state = 'sent'
      UNION ALL SELECT person_id, cadence_id, created_at, NULL, false, false, false, true FROM calls WHERE team_id = $1`),
    replies: await rows(`SELECT id, person_id, user_id, received_at FROM received_messages
      WHERE team_id = $1 AND kind = 'reply' AND undone_at IS NULL AND user_id IS NOT NULL ORDER BY received_at, id`),
    memberships: await rows(
      'SELECT person_id, cadence_id, added_at FROM cadence_memberships WHERE team_id = $1',
    ),
  };
}

interface Asked {
  from: string;
  until: string;
  zone: string;
  now: Date;
  off: readonly string[];
  /** Minutes of a working day, Monday to Friday, in UTC. */
  hours: readonly [from: number, to: number];
}

/** Touches, and minutes to answers, of the only rep. */
export function recountRep({ touches, contacts, replies }: Records, asked: Asked) {
  const { from, until, zone, now, off, hours } = asked;
  const day = (at: Date) => local(at, zone).day;
  const due = touches
    .filter(({ automated, status }) => !automated && ['in_progress', 'completed'].includes(status))
    .filter(({ due_at: at }) => day(at) >= from && day(at) <= until && !off.includes(day(at)))
    .filter(({ status, due_at: at }) => status === 'completed' || day(at) < day(now));
  const done = due.filter(({ status }) => status === 'completed');
  const onTime = done.filter((each) => day(each.completed_at as Date) <= day(each.due_at));
  const answerOf = (reply: Reply) =>
    contacts
      .filter((each) => each.person_id === reply.person_id && !each.by_itself && each.at > reply.received_at)
      .map(({ at }) => at.getTime())
      .toSorted((a, b) => a - b)[0];
  const first = replies.filter((reply, n) => {
    const before = replies
      .slice(0, n)
      .filter((each) => each.person_id === reply.person_id)
      .at(-1);
    return before === undefined || (answerOf(before) ?? Infinity) <= reply.received_at.getTime();
  });
  const within = first.filter(
    ({ received_at: at }) => local(at, zone).day >= from && local(at, zone).day <= until,
  );
  const works = (at: number) => {
    const moment = new Date(at);
    const minute = moment.getUTCHours() * 60 + moment.getUTCMinutes();
    const weekend = [0, 6].includes(moment.getUTCDay());
    return (
      !weekend && !off.includes(moment.toISOString().slice(0, 10)) && minute >= hours[0] && minute < hours[1]
    );
  };
  const minutes = within.flatMap((reply) => {
    const answer = answerOf(reply);
    if (answer === undefined) return [];
    let worked = 0;
    for (let at = reply.received_at.getTime(); at < answer; at += 60_000) if (works(at)) worked += 1;
    return [worked];
  });
  return {
    touches_due: due.length,
    touches_on_time: onTime.length,
    touches_late: done.length - onTime.length,
    touches_open: due.length - done.length,
    replies_answered: minutes.length,
    replies_waiting: within.length - minutes.length,
    minutes: minutes.toSorted((a, b) => a - b),
  };
}

/** How far people came who were added. */
export function recountFunnel({ contacts, memberships }: Records) {
  const of = (is: (contact: Contact) => boolean) =>
    new Set(
      memberships
        .filter(({ person_id: person, cadence_id: cadence, added_at: since }) => {
          const theirs = contacts.filter(
            (each) => each.person_id === person && each.cadence_id === cadence && each.at >= since,
          );
          const delivered = ({ call, at, bounced_at: back }: Contact) =>
            call || back === null || back.getTime() > at.getTime() + 8 * 86_400_000;
          return theirs.some(delivered) && theirs.some(is);
        })
        .map(({ person_id: person }) => person),
    ).size;
  return {
    people_added: new Set(memberships.map(({ person_id: person }) => person)).size,
    people_contacted: of(() => true),
    people_looked: of(({ looked }) => looked),
    people_replied: of(({ replied }) => replied),
  };
}
