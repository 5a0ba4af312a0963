import { queryOptions } from '@tanstack/react-query';
import type { CadenceImportsBody } from '@cadenza/sdk';
import { api } from './api';

/** What a team has of what it begins with: read from its records, so that it can be left and taken up anywhere. */
export interface FirstSteps {
  readonly name: string | null;
  readonly address: string | null;
  readonly zone: string | null;
  readonly mailbox: string | undefined;
  readonly colleagues: boolean;
  /** The newest people, whom a first cadence is tried with. */
  readonly people: readonly { readonly id: number; readonly name: string }[];
  readonly cadence: { readonly id: number; readonly name: string } | undefined;
  readonly member: number | undefined;
  readonly answer: { readonly thread: number; readonly subject: string; readonly text: string } | undefined;
}

const PEOPLE_OFFERED = 100;
const ONE = { per_page: 1 } as const;

export const firstStepsQuery = queryOptions({
  queryKey: ['first_steps'],
  queryFn: async ({ signal }): Promise<FirstSteps> => {
    const [team, me, mailboxes, users, people, cadences, members, threads] = await Promise.all([
      api.team({ signal }),
      api.me({ signal }),
      api.mailboxes.list(ONE, { signal }),
      api.users.list({ per_page: 2 }, { signal }),
      api.people.list(
        { per_page: PEOPLE_OFFERED, sort_by: 'created_at', sort_direction: 'DESC' },
        { signal },
      ),
      api.cadences.list({ ...ONE, people_addable: true }, { signal }),
      api.cadence_memberships.list(ONE, { signal }),
      api.threads.list({ ...ONE, kind: ['reply', 'meeting', 'other'] }, { signal }),
    ]);
    const [cadence] = cadences.data;
    const [thread] = threads.data;
    return {
      name: team.name,
      address: team.postal_address,
      zone: me.time_zone,
      mailbox: mailboxes.data[0]?.email_address,
      colleagues: users.data.length > 1,
      people: people.data.map((each) => ({
        id: each.id,
        name: each.display_name ?? each.email_address ?? '?',
      })),
      cadence: cadence && { id: cadence.id, name: cadence.name ?? String(cadence.id) },
      member: members.data[0]?.person?.id,
      answer: thread && { thread: thread.id, subject: thread.subject ?? '', text: thread.snippet ?? '' },
    };
  },
  staleTime: 0,
});

/** Cadences to begin with: the files of examples/cadences, loaded when one is taken. */
export const EXAMPLES = [
  {
    name: '7x7 outbound',
    about: 'Seven touches in seven days to people who do not know you: e-mails, calls, social visits.',
    load: async () => (await import('../../../../examples/cadences/seven-touches.json')).default,
  },
  {
    name: 'Inbound: asked for a demo',
    about: 'Thanks at once, a call while it is warm, two times to choose from.',
    load: async () => (await import('../../../../examples/cadences/inbound.json')).default,
  },
  {
    name: 'Event: met in person',
    about: 'A note in the afternoon, a connection, a call, their own case after five days.',
    load: async () => (await import('../../../../examples/cadences/event.json')).default,
  },
] as const;

export async function takeExample(example: (typeof EXAMPLES)[number]): Promise<void> {
  await api.cadence_imports((await example.load()) as CadenceImportsBody);
}

/** So many moments at most until a first e-mail leaves: nights and weekends of a send window are one each. */
const MOST_MOVES = 8;
/** What is due now leaves within this. */
const SOON_MS = 60_000;

/**
 * In a sandbox: moves the clock to where the first e-mail leaves, then its reader answers.
 * @returns whether there was one
 */
export async function haveAnswered(text: string): Promise<boolean> {
  for (let move = 0; ; move += 1) {
    const [message] = (await api.sandbox_messages({ query: { per_page: 1 } })).messages;
    if (message) {
      await api.sandbox_react(message.id, { kind: 'reply', text });
      return true;
    }
    const { next_due_at: due, now } = await api.sandbox();
    // (What is in the engine's hands at this moment is due at none: it is looked at again a moment later.)
    if ((due === null && move > 1) || move === MOST_MOVES) return false;
    const soon = Date.parse(now) + SOON_MS;
    const until = due === null ? soon : Math.max(soon, Date.parse(due));
    await api.sandbox_advance({ until: new Date(until).toISOString() });
  }
}
