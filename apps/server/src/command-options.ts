import { parseArgs, type ParseArgsConfig } from 'node:util';
import { BootError } from './kernel/boot-error.js';
import type { AppError } from './kernel/errors.js';
import { nearestName } from './kernel/nearest.js';

const STRING = { type: 'string' } as const;
const LIST = { type: 'string', multiple: true } as const;
const FLAG = { type: 'boolean' } as const;
const ABOUT_USER = { 'first-name': STRING, 'last-name': STRING, 'time-zone': STRING, phone: STRING } as const;

/** The options of each admin command. */
const ADMIN = {
  'team create': { name: STRING, 'sandbox-from': STRING, json: FLAG },
  'user create': {
    email: STRING,
    role: STRING,
    password: STRING,
    'password-stdin': FLAG,
    team: STRING,
    ...ABOUT_USER,
    json: FLAG,
  },
  'user update': { email: STRING, team: STRING, ...ABOUT_USER, json: FLAG },
  'user reset': { email: STRING, team: STRING, json: FLAG },
  'user two-factor': { email: STRING, off: FLAG, team: STRING, json: FLAG },
  'app create': {
    name: STRING,
    'redirect-uri': LIST,
    confidential: FLAG,
    public: FLAG,
    grants: LIST,
    scopes: LIST,
    user: STRING,
    team: STRING,
    json: FLAG,
  },
  'key create': { user: STRING, name: STRING, scopes: LIST, team: STRING, json: FLAG },
  'rotate-keys': { json: FLAG },
  'demo create': { team: STRING, json: FLAG },
  'demo status': { team: STRING, json: FLAG },
  'demo remove': { team: STRING, json: FLAG },
  'reports recount': { team: STRING, json: FLAG },
  'reports reader': { role: STRING, team: STRING, revoke: FLAG, json: FLAG },
} as const;
export type AdminCommand = keyof typeof ADMIN;

/** What an option wants, and what it is for. */
const WORDS: Readonly<Record<string, readonly [value: string, meaning: string]>> = {
  name: ['NAME', 'what it is called'],
  email: ['EMAIL', 'address of the user'],
  role: ['admin|user', 'user unless given'],
  off: ['', 'takes two-factor sign-in off a user who has lost it'],
  password: ['PASSWORD', 'works, but other users of the machine can read it'],
  'password-stdin': ['', 'the password is asked for, or read from standard input'],
  team: ['ID', 'of the team; the first unless given'],
  'sandbox-from': ['MOMENT', 'a sandbox that begins then, in the past'],
  'first-name': ['NAME', ''],
  'last-name': ['NAME', ''],
  'time-zone': ['ZONE', 'IANA name such as Europe/Berlin'],
  phone: ['PHONE', ''],
  'redirect-uri': ['URI', 'may be given several times'],
  confidential: ['', 'it keeps a secret (default)'],
  public: ['', 'it cannot keep a secret'],
  grants: ['GRANTS', 'authorization_code, refresh_token, client_credentials, device_code'],
  scopes: ['SCOPES', 'separated by commas or blanks; all unless given'],
  user: ['EMAIL', 'whose it is'],
  json: ['', 'understood, changes nothing: the answer is JSON anyway'],
};

/** Where a command means something else by an option. */
const OWN_WORDS: Partial<Record<AdminCommand, typeof WORDS>> = {
  'reports recount': { team: ['ID', 'of the team; all unless given'] },
  'reports reader': {
    role: ['ROLE', 'of the database, made before by CREATE ROLE'],
    revoke: ['', 'it reads the team no longer'],
  },
};

/** What `admin ... --help` prints: the options of the command, or the commands. */
export function adminHelp(args: readonly string[]): string {
  const words = args.filter((word) => !word.startsWith('-') && word !== 'help');
  const named = (Object.keys(ADMIN) as AdminCommand[]).filter((command) =>
    `${command} `.startsWith(`${words.slice(0, 2).join(' ')} `),
  );
  const commands = words.length === 0 || named.length === 0 ? (Object.keys(ADMIN) as AdminCommand[]) : named;
  return commands
    .map((command) =>
      [
        `admin ${command}`,
        ...Object.keys(ADMIN[command]).map((option) => `  ${described(option, OWN_WORDS[command])}`),
      ].join('\n'),
    )
    .join('\n');
}

function described(option: string, own: typeof WORDS = {}): string {
  const [value = '', meaning = ''] = own[option] ?? WORDS[option] ?? [];
  return `--${option}${value === '' ? '' : ` ${value}`}`.padEnd(28).concat(meaning).trimEnd();
}

/** The command that the first words name. @throws BootError with the nearest */
export function adminCommand(args: readonly string[]): { command: AdminCommand; rest: string[] } {
  for (const count of [1, 2]) {
    const command = args.slice(0, count).join(' ');
    if (Object.hasOwn(ADMIN, command)) return { command: command as AdminCommand, rest: args.slice(count) };
  }
  const given = args
    .filter((word) => !word.startsWith('-'))
    .slice(0, 2)
    .join(' ');
  const near = nearestName(given, Object.keys(ADMIN));
  throw new BootError(
    `${given === '' ? 'admin wants a command' : `There is no command admin ${given}`}${near === undefined ? '' : `: did you mean admin ${near}?`}${near === undefined ? `: ${Object.keys(ADMIN).join(', ')}.` : ''}`,
  );
}

/** The options of an admin command. @throws BootError for one that it does not have */
export function adminOptions<C extends AdminCommand>(
  command: C,
  args: string[],
): ReturnType<typeof parseArgs<{ args: string[]; options: (typeof ADMIN)[C] }>>['values'] {
  return told(`admin ${command}`, ADMIN[command], () => parseArgs({ args, options: ADMIN[command] }).values);
}

/** The names of the options of an admin command. */
export const adminOptionNames = (command: AdminCommand): readonly string[] => Object.keys(ADMIN[command]);

/** Fields of the API that a command's options have other names for. */
const FIELD_OPTIONS: Readonly<Record<string, string>> = {
  email_address: 'email',
  redirect_uris: 'redirect-uri',
  grant_types: 'grants',
  role_id: 'role',
  team_id: 'team',
  user_id: 'user',
};

/** What was wrong, in terms of the options that were typed; a field that is none of them is called as it is. */
export function saidOfOptions({ fields, message }: AppError, options: readonly string[]): string {
  const named = (field: string) => {
    const option = FIELD_OPTIONS[field] ?? field.replaceAll('_', '-');
    // By whichever way it came.
    if (option === 'password') return 'the password';
    return options.includes(option) ? `--${option}` : field;
  };
  const said = Object.entries(fields ?? {}).map(([field, words]) => `${named(field)} ${words.join(', ')}`);
  const text = said.length === 0 ? message : said.join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Runs parseArgs, whose complaints become one line with the nearest name. @throws BootError */
export function told<T>(
  command: string,
  options: NonNullable<ParseArgsConfig['options']>,
  parse: () => T,
): T {
  try {
    return parse();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!(error instanceof TypeError) || !code?.startsWith('ERR_PARSE_ARGS')) throw error;
    if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw new BootError(`${message.split('. ')[0]}.`);
    throw unknownOption(command, message.split("'")[1] ?? '', Object.keys(options));
  }
}

/** @param given with its dashes */
export function unknownOption(command: string, given: string, options: readonly string[]): BootError {
  const near = nearestName(given, options);
  const meant = near === undefined ? '' : ` Did you mean --${near}?`;
  const all = options.length === 0 ? 'It has none.' : `\`${command} --help\` lists its options.`;
  return new BootError(`Unknown option ${given.slice(0, 100)} of ${command}.${meant} ${all}`);
}
