import type { Database } from './db/connect.js';
import { write } from './db/write.js';
import { createAccount } from './domain/accounts/index.js';
import { importCadence } from './domain/cadence-files/index.js';
import type { Command } from './domain/command.js';
import { createPerson } from './domain/people/index.js';
import type { Clock } from './kernel/clock.js';
import { serverPrincipal } from './server-principal.js';

const CADENCE = '7x7 outbound';

const ACCOUNTS = [
  {
    name: 'Northwind Robotics',
    domain: 'northwind.example',
    industry: 'Manufacturing',
    city: 'Rotterdam',
    country: 'Netherlands',
  },
  {
    name: 'Juniper Labs',
    domain: 'juniper.example',
    industry: 'Biotech',
    city: 'Boston',
    country: 'United States',
  },
  {
    name: 'Harbour Freight Co',
    domain: 'harbour.example',
    industry: 'Logistics',
    city: 'Hamburg',
    country: 'Germany',
  },
];
const PEOPLE = [
  ['Amara', 'Okafor', 'VP Operations', 0],
  ['Jonas', 'Lindqvist', 'Head of Procurement', 0],
  ['Priya', 'Raman', 'Chief Technology Officer', 1],
  ['Marco', 'Bellini', 'Director of Research', 1],
  ['Sofia', 'Keller', 'Logistics Manager', 2],
  ['Tom', 'Whitfield', 'Fleet Manager', 2],
] as const;

// A newcomer's first person often has an address and nothing else: a field without a value would hold the e-mail back.
const COMPANY = '{{ company | default: "your company" }}';
const HELLO = '<p>Hi {{ first_name | default: "there" }},</p>';
const BYE = '<p>{{ my.first_name | default: my.email }}</p>';

const email = (title: string, subject: string, body: string, thread?: number) => ({
  type: 'Email' as const,
  enabled: true,
  name: title,
  type_settings: {
    email_template: { title, subject, body },
    ...(thread === undefined ? {} : { previous_email_step_group_reference_id: thread }),
  },
});
const phone = (name: string, instructions: string) => ({
  type: 'Phone' as const,
  enabled: true,
  name,
  type_settings: { instructions },
});
const other = (name: string, instructions: string) => ({
  type: 'Other' as const,
  enabled: true,
  name,
  type_settings: { instructions },
});
const soon = { send_type: 'after_time_delay' as const, delay_time: 0, allow_send_on_weekends: true };

const morning = {
  send_type: 'at_time' as const,
  time_of_day: '09:00',
  timezone_mode: 'user' as const,
  allow_send_on_weekends: false,
};

/** Seven touches in seven days: the first e-mail goes out at once, whatever the weekday, so that a newcomer sees it. */
const GROUPS = [
  {
    day: 1,
    automated: true,
    automated_settings: soon,
    due_immediately: true,
    reference_id: 1,
    steps: [
      email(
        'First touch',
        `Quick question about ${COMPANY}`,
        `${HELLO}<p>I noticed what ${COMPANY} is building and had one question about how your team handles outreach today. Worth ten minutes this week?</p>${BYE}`,
      ),
    ],
  },
  {
    day: 1,
    automated: false,
    due_immediately: true,
    steps: [phone('Call', 'Introduce yourself, ask who owns outreach, offer two times.')],
  },
  {
    day: 2,
    automated: false,
    due_immediately: false,
    steps: [other('Social visit', 'Visit the profile and leave a thoughtful comment.')],
  },
  {
    day: 3,
    automated: true,
    automated_settings: morning,
    due_immediately: false,
    steps: [
      email(
        'Follow-up',
        'Re: Quick question',
        `${HELLO}<p>Bringing this back to the top of your inbox. Would Thursday suit you better?</p>${BYE}`,
        1,
      ),
    ],
  },
  {
    day: 5,
    automated: false,
    due_immediately: false,
    steps: [phone('Second call', 'Mention the e-mail. Leave a voicemail of at most 20 seconds.')],
  },
  {
    day: 6,
    automated: false,
    due_immediately: false,
    steps: [other('Connect', 'Send a connection request with one line of context.')],
  },
  {
    day: 7,
    automated: true,
    automated_settings: morning,
    due_immediately: false,
    steps: [
      email(
        'Last note',
        'Re: Quick question',
        `${HELLO}<p>I will not keep writing. If the timing changes, a reply to this note reaches me.</p>${BYE}`,
        1,
      ),
    ],
  },
];

/** Sample accounts, people and a team cadence for the first team; a second call changes nothing. @throws BootError when there is no admin */
export async function loadDemo({
  database,
  clock,
  team,
}: {
  database: Database;
  clock: Clock;
  /** Whose; default: that of the first admin. */
  team?: number | undefined;
}): Promise<{ cadence_id: number; people: number }> {
  const principal = await serverPrincipal(database.kysely, team, 0);
  return write(database.kysely, principal.teamId, async (tx) => {
    const command: Command = { tx, principal, now: clock.now() };
    const earlier = await tx
      .selectFrom('cadences')
      .select('id')
      .where('team_id', '=', principal.teamId)
      .where('name', '=', CADENCE)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    if (earlier) return { cadence_id: earlier.id, people: 0 };
    const accounts: number[] = [];
    for (const account of ACCOUNTS) accounts.push(await createAccount(command, account));
    for (const [first_name, last_name, title, at] of PEOPLE) {
      const domain = ACCOUNTS[at]?.domain ?? 'example.com';
      await createPerson(command, {
        first_name,
        last_name,
        title,
        email_address: `${first_name}.${last_name}@${domain}`.toLowerCase(),
        account_id: accounts[at],
      });
    }
    const cadence = await importCadence(command, {
      settings: { name: CADENCE, cadence_function: 'outbound', remove_replied: true, remove_bounced: true },
      sharing_settings: { team_cadence: true, shared: true },
      cadence_content: { step_groups: GROUPS },
    });
    return { cadence_id: cadence, people: PEOPLE.length };
  });
}
