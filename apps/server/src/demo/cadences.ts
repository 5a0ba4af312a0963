import type { CadenceBody } from '../domain/cadence-files/index.js';

type Group = CadenceBody['cadence_content']['step_groups'][number];
type Step = Group['steps'][number];
type Settings = NonNullable<CadenceBody['settings']>;

const COMPANY = '{{ company | default: "your company" }}';
const HELLO = '<p>Hi {{ first_name | default: "there" }},</p>';
const BYE = '<p>Best,<br>{{ my.first_name | default: my.email }}</p>';
const SITE = 'https://brightwater.example';

const text = (subject: string, ...paragraphs: string[]) => ({
  subject,
  body: `${HELLO}${paragraphs.map((each) => `<p>${each}</p>`).join('')}${BYE}`,
});

/** What of a step is not its words. */
interface Place {
  readonly day: number;
  /** HH:MM in the sender's zone; absent: as soon as it is due, or by hand. */
  readonly at?: string;
  /** Names the group, for e-mails of the same conversation. */
  readonly reference?: number;
  readonly thread?: number;
  readonly other?: ReturnType<typeof text>;
}

const emailStep = (name: string, first: ReturnType<typeof text>, { thread, other }: Place): Step => ({
  type: 'Email',
  enabled: true,
  name,
  type_settings: {
    email_template: { title: name, ...first },
    ...(thread === undefined ? {} : { previous_email_step_group_reference_id: thread }),
    ...(other === undefined
      ? {}
      : { variants: [{ name: 'B', weight: 50, email_template: { title: `${name} B`, ...other } }] }),
  },
});

const automatic = (name: string, words: ReturnType<typeof text>, place: Place): Group => ({
  day: place.day,
  automated: true,
  automated_settings:
    place.at === undefined
      ? { send_type: 'after_time_delay', delay_time: 0, allow_send_on_weekends: true }
      : {
          send_type: 'at_time',
          time_of_day: place.at,
          timezone_mode: 'user',
          allow_send_on_weekends: false,
        },
  due_immediately: place.at === undefined,
  ...(place.reference === undefined ? {} : { reference_id: place.reference }),
  steps: [emailStep(name, words, place)],
});
const byHand = (name: string, words: ReturnType<typeof text>, place: Place): Group => ({
  day: place.day,
  automated: false,
  due_immediately: place.day === 1,
  ...(place.reference === undefined ? {} : { reference_id: place.reference }),
  steps: [emailStep(name, words, place)],
});
const task = (type: 'Phone' | 'Other', day: number, name: string, instructions: string): Group => ({
  day,
  automated: false,
  due_immediately: false,
  steps: [{ type, enabled: true, name, type_settings: { instructions } }],
});
const call = (day: number, name: string, words: string) => task('Phone', day, name, words);
const other = (day: number, name: string, words: string) => task('Other', day, name, words);

const file = (name: string, settings: Settings, groups: Group[]): CadenceBody => ({
  settings: {
    cadence_function: 'outbound',
    remove_replied: true,
    remove_bounced: true,
    remove_people_when_meeting_booked: true,
    replied_stage_setting: 'Replied',
    added_stage_setting: 'Working',
    ...settings,
    name,
    rules: { exit_on_opt_out: true, open_tracking: true, click_tracking: true, ...settings.rules },
  },
  sharing_settings: { team_cadence: true, shared: true },
  cadence_content: { step_groups: groups },
});

const OUTBOUND = file('Outbound: operations leaders', { tags: 'outbound', cadence_priority: 'High' }, [
  automatic(
    'First touch',
    text(
      `Fewer manual hand-offs at ${COMPANY}`,
      `Teams like yours tell us that orders wait for days because nobody sees whose turn it is.`,
      `Brightwater shows every open order with its owner on one page. <a href="${SITE}/tour">Two minutes of it are here</a>. Worth a look this week?`,
    ),
    {
      day: 1,
      at: '09:00',
      reference: 1,
      other: text(
        'A question about open orders',
        `Who at ${COMPANY} notices first when an order is stuck: you, or the customer?`,
        `<a href="${SITE}/tour">This is how others see it earlier</a>. May I show you in ten minutes?`,
      ),
    },
  ),
  call(2, 'First call', 'Introduce yourself, ask who follows open orders today, offer two times.'),
  automatic(
    'Follow-up',
    text(
      'Re: Fewer manual hand-offs',
      'Bringing this back to the top of your inbox. Would Thursday suit you better?',
    ),
    { day: 4, at: '09:00', thread: 1 },
  ),
  other(6, 'Visit the profile', 'Look at what they wrote last and leave a thoughtful comment.'),
  call(8, 'Second call', 'Mention the e-mail. Leave a voicemail of at most 20 seconds.'),
  automatic(
    'Last note',
    text(
      'Re: Fewer manual hand-offs',
      'I will not keep writing. If the timing changes, a reply to this note reaches me.',
    ),
    { day: 11, at: '09:00', thread: 1 },
  ),
]);

const INBOUND = file(
  'Inbound: asked for a demo',
  { cadence_function: 'inbound', tags: 'inbound', cadence_priority: 'High' },
  [
    automatic(
      'Thank you',
      text(
        'Your demo of Brightwater',
        `Thank you for asking. I would like to show you what matters for ${COMPANY} rather than everything.`,
        `<a href="${SITE}/times">Pick a time</a>, or tell me two that suit you.`,
      ),
      { day: 1, reference: 1 },
    ),
    call(1, 'Call while it is warm', 'They asked today. What made them look? Book the demo in this call.'),
    automatic(
      'Two times',
      text('Re: Your demo of Brightwater', 'Would tomorrow at 10 or Thursday at 3 suit you for the demo?'),
      { day: 2, at: '09:00', thread: 1 },
    ),
    call(4, 'Second call', 'Try another hour than the first time.'),
    automatic(
      'A recording instead',
      text(
        'Re: Your demo of Brightwater',
        `If a call is too much right now: <a href="${SITE}/recording">the demo in six minutes</a>.`,
      ),
      { day: 6, at: '09:00', thread: 1 },
    ),
  ],
);

const NURTURE = file(
  'Nurture: not now, maybe later',
  { cadence_function: 'other', tags: 'nurture', cadence_priority: 'Low' },
  [
    automatic(
      'A short read',
      text(
        'Three ways to see late orders earlier',
        `You said the timing was not right, so no question this time: <a href="${SITE}/late-orders">three ways to see late orders earlier</a>, with numbers.`,
      ),
      { day: 1, at: '14:00' },
    ),
    automatic(
      'A customer story',
      text(
        'How a freight company halved its open orders',
        `They are about the size of ${COMPANY}. <a href="${SITE}/stories/freight">Their story in one page</a>.`,
      ),
      { day: 8, at: '14:00' },
    ),
    automatic(
      'Still later?',
      text('Still later?', 'Has anything moved on your side? One word is enough: "now", "later" or "never".'),
      { day: 15, at: '09:00' },
    ),
  ],
);

const EVENT = file('Event: met at the logistics fair', { cadence_function: 'event', tags: 'fair' }, [
  automatic(
    'Good to meet you',
    text(
      'Good to meet you at the fair',
      `We spoke about how ${COMPANY} follows its orders. <a href="${SITE}/fair">The slides are here</a>.`,
      'Shall we look at your own case next week?',
    ),
    { day: 1, at: '14:00', reference: 1 },
  ),
  other(2, 'Connect', 'Send a connection request that mentions the fair.'),
  call(3, 'Call', 'Pick up where the talk at the stand ended.'),
  automatic(
    'Your own case',
    text('Re: Good to meet you at the fair', 'Is next week still good for looking at your own case?'),
    { day: 6, at: '09:00', thread: 1 },
  ),
]);

const NAMED = file('Named accounts: by hand', { tags: 'named', cadence_priority: 'High' }, [
  byHand(
    'Written for one person',
    text(
      `Something I noticed about ${COMPANY}`,
      'Write one sentence about what you found, and one about why it matters to them.',
      'May I ask how you deal with it today?',
    ),
    { day: 1, reference: 1 },
  ),
  call(2, 'Call', 'Refer to what you wrote. Ask who else should hear of it.'),
  other(4, 'Post a card', 'A handwritten card, with one line from the last call.'),
  byHand(
    'Second letter',
    text(
      `Re: Something I noticed about ${COMPANY}`,
      'Add what has changed since. Ask for fifteen minutes with a date.',
    ),
    { day: 7, thread: 1 },
  ),
  call(9, 'Last call', 'If nobody answers: leave a voicemail, then let them be for a quarter.'),
]);

const RENEWAL = file('Renewal: ninety days before', { cadence_function: 'other', tags: 'renewal' }, [
  automatic(
    'Review of the year',
    text(
      'Your year with Brightwater',
      `<a href="${SITE}/review">A page with what ${COMPANY} did with it this year</a>. Shall we look at it together before the renewal?`,
    ),
    { day: 1, at: '09:00', reference: 1 },
  ),
  call(3, 'Check in', 'Who uses it, who does not, what would they miss?'),
  automatic(
    'A date',
    text('Re: Your year with Brightwater', 'Would the second half of next week suit you?'),
    { day: 5, at: '09:00', thread: 1 },
  ),
  other(8, 'Tell customer success', 'Write down what you heard, and hand it over.'),
]);

/** Six of different kinds, and how many of a hundred people come onto each; the others are on none. */
export const cadenceFiles: readonly { readonly body: CadenceBody; readonly share: number }[] = [
  { body: OUTBOUND, share: 26 },
  { body: INBOUND, share: 9 },
  { body: NURTURE, share: 10 },
  { body: EVENT, share: 9 },
  { body: NAMED, share: 8 },
  { body: RENEWAL, share: 6 },
];
