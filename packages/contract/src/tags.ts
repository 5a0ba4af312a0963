/**
 * The chapters of the reference in the order in which a newcomer reads them, and what each group of operations (tag) is
 * about. Every tag of an operation stands here, and none else: the unit test says so.
 */
export interface Chapter {
  readonly name: string;
  /** A tag, and one or two sentences that introduce it. */
  readonly tags: Readonly<Record<string, string>>;
}

export const CHAPTERS: readonly Chapter[] = [
  {
    name: 'Who works here',
    tags: {
      Me: 'Who the token belongs to: the first call to make, it shows that everything is set up.',
      Users:
        'The people who use Cadenza. An e-mail, a task, a cadence is somebody’s: most lists filter by one.',
      Invitations: 'Who is to come in and has not yet, and the links by which they do.',
      'API Keys': 'Tokens without an end that act as their user, within the scopes each was given.',
      'OAuth Applications':
        'Programs that others let act for them, or that act for an admin by themselves, as the team registered them.',
      Team: 'The tenant everybody of a company works in, what it allows, and the long commands that still work in it.',
      Groups: 'Parts of a team. Cadences and templates may be for some groups only.',
      Roles: 'What a user may do: admin, user, and roles that the team made.',
    },
  },
  {
    name: 'People and accounts',
    tags: {
      People:
        'Whom the team sells to. A person is put on cadences; every e-mail, call and note hangs on one.',
      'Person Upsert': 'Creates a person or changes the one that is there, by a key of your choice.',
      'Person Stages': 'How far a person is, in words of the team. One of them belongs to each person.',
      Accounts: 'The companies that people work for. A person has one account or none.',
      'Account Upsert': 'Creates an account or changes the one that is there, by a key of your choice.',
      'Account Stages': 'How far an account is, in words of the team.',
      'Account Tiers': 'How much an account matters, in an order of the team.',
      'Account Types': 'The words that accounts use as their type.',
      'Custom Fields': 'Fields that the team adds to people, accounts or opportunities.',
      Tags: 'Words that people, cadences and templates are marked with.',
      Search:
        'Finds people, accounts, cadences and templates while somebody types, and tells who may be there twice.',
      'Saved List Views': 'Filters and columns of a list, kept under a name for oneself or the team.',
      Imports: 'Files of people and accounts: uploaded, looked at in a dry run, brought in, and taken back.',
    },
  },
  {
    name: 'Opportunities',
    tags: {
      Opportunities: 'Deals of an account, with value, stage and day of closing.',
      'Opportunity People': 'Who plays which part in an opportunity.',
      'Opportunity Stages': 'The words and probabilities an opportunity moves through.',
    },
  },
  {
    name: 'Other systems',
    tags: {
      'External ID Configurations': 'Which kinds of ids of other systems the records of a team may carry.',
      'External ID Mappings': 'What a record is called in another system; one record may have several names.',
      'CRM Users': 'Users as a CRM knows them, and who of the team that is.',
      'CRM Account Team Members': 'Who of a CRM works on which account, and as what.',
      'CRM Team Members With Roles': 'Each role that somebody of a CRM has, once.',
      'Account Team Member Roles': 'The words for those roles.',
      'CRM Activities': 'What a CRM would be told of each e-mail that was sent and each call.',
      'CRM Activity Fields': 'What a team wants to say of its e-mails and calls in a CRM.',
    },
  },
  {
    name: 'Cadences',
    tags: {
      Cadences: 'A series of steps that people are taken through. It moves people only while it is active.',
      Steps: 'What a cadence does on which day: an e-mail, a call, or something else to be done by hand.',
      'Step Variants': 'Versions of an e-mail step that are tried against each other.',
      'Cadence Memberships':
        'Who is on which cadence and where. Creating one starts a person; it is never deleted, it ends.',
      'Cadence Imports': 'A whole cadence from one JSON document.',
      'Cadence Exports': 'A whole cadence as one JSON document, to be kept or imported elsewhere.',
      'Cadence Stats': 'What came of a cadence, in numbers.',
      Successes: 'What a cadence was for: a person who agreed. It ends what else was planned.',
    },
  },
  {
    name: 'What comes next',
    tags: {
      Queue: 'What a rep does next, in order, with the reasons of each place.',
      Actions: 'Steps of people that are due or planned, one for each person and cadence.',
      'Action Details - Call Instructions': 'What is to be said in a call step.',
      'Action Details - Email Details': 'What an e-mail step sends, before it is sent.',
      'Ongoing Actions': 'Carries out an action: sends its e-mail, or marks it as done or skipped.',
      Timelines:
        'Every future touch of a person or cadence with its moment and reason, and why something did not happen.',
      Tasks: 'Things to do on a day, by cadences or made by hand.',
    },
  },
  {
    name: 'E-mail',
    tags: {
      'Email Templates': 'Subject and body with merge fields, used by steps and by hand.',
      'Team Templates': 'Templates that admins keep for everybody or for some groups; users copy them.',
      'Team Template Attachments':
        'Files that copies of a template of the team will carry, to be downloaded.',
      'Email Template Attachments': 'Files that e-mails of a template carry, to be downloaded.',
      Snippets: 'Pieces of text that templates and e-mails share.',
      Attachments: 'Files that e-mails carry.',
      'Email Missing Tags': 'Which merge fields of a text have no value for a person.',
      'Scheduled Emails': 'Single e-mails at a moment of their own.',
      Threads:
        'The inbox: conversations that somebody outside wrote in, with what is unread, done, put off, or a colleague’s.',
      'Received Messages': 'What came back, what it was taken for and why, and how to undo a wrong match.',
      'External Emails': 'Messages that other programs fetched or sent, handed over whole.',
      Mailboxes: 'Where e-mails leave from and replies arrive, with health and a check of the domain.',
      'Send Ledger': 'Every e-mail handed to a mail server: sent, failed, or in doubt, with its evidence.',
      Sending: 'Limits and rules of the team for automatic e-mails, and the server’s own transport.',
      'Pending Emails': 'What waits to leave, for programs that look at it beforehand.',
      'Mime Email Payloads': 'An e-mail as the message that it is on the wire.',
      Suppressions: 'Addresses and domains that nothing is sent to, and why.',
    },
  },
  {
    name: 'When it may happen',
    tags: {
      'Send Windows': 'Days and hours in which touches may happen: of the team, a user or a cadence.',
      'Holiday Calendars': 'Days on which nothing is sent, by country and by hand.',
      'User Absences': 'When a user is away, and what becomes of his touches.',
    },
  },
  {
    name: 'What happened',
    tags: {
      Emails: 'E-mails that were sent, with who looked, clicked and answered.',
      Calls: 'Calls that were logged, with outcome, sentiment and note.',
      'Call Dispositions': 'Words for how a call went.',
      'Call Sentiments': 'Words for what a call meant.',
      'Call Data Records':
        'The technical calls beneath: numbers, times, recordings, as a telephone program tells them.',
      Dialer: 'How the team dials, when people may be called, and a call.',
      'Caller IDs': 'Who has a telephone number, while it rings.',
      'Recording Settings': 'Whether a call with a number may be recorded.',
      'Phone Number Assignments': 'Which number is whose.',
      Meetings:
        'Meetings with people: the invitation leaves as an e-mail with a calendar part, and the answer is read.',
      'Meeting Settings': 'Hours, lengths and pauses of a user’s meetings, and what a new one says.',
      'Meetings Settings - Searches': 'The same, found by user and calendar.',
      Calendar: 'When somebody can be met.',
      'Calendar Events':
        'Entries of the calendars of users, as a calendar program tells of them; answers in them count.',
      Conversations: 'Calls that other programs recorded and handed over, with where their sound is.',
      'Conversations Calls': 'Where those programs hand them over.',
      Transcriptions: 'What was said in them, written down. Nothing is transcribed here: the list is empty.',
      Notes: 'Texts on people, accounts and calls.',
      Activities: 'Completes an activity by hand.',
      'Activity histories': 'Everything that happened with a person or account, in one list.',
      Reports: 'Figures by day, cadence, step, version, hour, user and more, as JSON or CSV.',
      Notices: 'What a user is told of without asking: answers, people who look again and again, trouble.',
      'Live Feed Items': 'What is worth a look right now, from here and from other programs.',
      'Live Website Tracking Parameters':
        "What a link to the team's website carries, so that its pages tell who looks at them.",
    },
  },
  {
    name: 'For programs',
    tags: {
      Events: 'What happens, in order: read on from a place, or as a stream.',
      'Webhook Subscriptions': 'Addresses that are told when something of a type happens.',
      'Webhook Deliveries': 'What was told to whom, with the answer; to be sent again.',
      'Signal Registrations': 'Kinds of signals that programs of the team may send.',
      Signals: 'Something that happened elsewhere: users read of it, and tasks are made of it.',
      'Play Registrations': 'What shall be done when a signal of a kind comes',
      Exports: 'Any list as a file: made in the background, fetched by a link, gone after some days.',
      'Bulk Jobs': 'One operation over thousands of rows, in the background.',
      'Bulk Jobs - Job Data': 'The rows of a bulk job, before and after.',
      'Bulk Jobs - Results': 'What became of each row.',
    },
  },
  {
    name: 'Privacy and proof',
    tags: {
      'Data Control': 'Forgetting people and accounts, now or later, with a dry run.',
      'Audit Reports': 'The audit log, or some of it, as a file that is made in the background.',
      Audit: 'Who changed what of the team’s own affairs; nobody can change an entry.',
    },
  },
  {
    name: 'Trying it out',
    tags: {
      Sandbox:
        'A team whose clock can be moved and whose people answer by themselves; nothing leaves the server.',
    },
  },
];

/** The tags in reading order, as the document introduces them. */
export const TAGS: readonly { readonly name: string; readonly description: string }[] = CHAPTERS.flatMap(
  ({ tags }) => Object.entries(tags).map(([name, description]) => ({ name, description })),
);
