import { parseArgs } from 'node:util';
import { told } from './command-options.js';
import { BootError } from './kernel/boot-error.js';

export const BACKUP_USAGE = `Usage: cadenza-server backup --to FILE|-        everything of one moment, while servers run
       cadenza-server backup verify FILE|-    whether a backup is whole, and what is in it
       cadenza-server restore --from FILE|-   into an empty database (DATABASE_URL, or a DATA_DIR without one)
       cadenza-server restore --resume-sending   lets e-mails go that wait since a restore
  --passphrase-stdin      encrypts (backup) or opens (verify, restore) with the first line of standard input
  --passphrase-file FILE  the same with the first line of a file
  --revoke-access         restore: ends all sessions, tokens, API keys and links that set a password
  --resume-sending        restore: holds nothing back
Without a passphrase secrets are left out of a backup: passwords of users and mailboxes, keys, sessions. docs/backup.md has the rest.`;

const STRING = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
const PASSPHRASE = { 'passphrase-stdin': FLAG, 'passphrase-file': STRING } as const;
const BACKUP = { to: STRING, ...PASSPHRASE } as const;
const RESTORE = { from: STRING, 'revoke-access': FLAG, 'resume-sending': FLAG, ...PASSPHRASE } as const;

/** Where the passphrase comes from; undefined: there is none. */
export type PassphraseFrom = { stdin: true } | { file: string } | undefined;

/** What was asked for. `-` stands for standard output and input. */
export type Asked =
  | { what: 'backup'; to: string; passphrase: PassphraseFrom }
  | { what: 'verify'; from: string; passphrase: PassphraseFrom }
  | {
      what: 'restore';
      from: string;
      passphrase: PassphraseFrom;
      revokeAccess: boolean;
      resumeSending: boolean;
    }
  | { what: 'resume' };

/** Reads the words behind `backup` or `restore`. @throws BootError for what they do not mean */
export function askedOf(command: 'backup' | 'restore', args: string[]): Asked {
  if (command === 'restore') return restoreOf(args);
  if (args[0] === 'verify') return verifyOf(args.slice(1));
  const { values, positionals } = told('backup', BACKUP, () =>
    parseArgs({ args, options: BACKUP, allowPositionals: true }),
  );
  if (positionals.length > 0 || values.to === undefined)
    throw new BootError('backup wants --to FILE, or --to - for standard output.');
  return { what: 'backup', to: values.to, passphrase: passphraseOf(values) };
}

function verifyOf(args: string[]): Asked {
  const { values, positionals } = told('backup verify', PASSPHRASE, () =>
    parseArgs({ args, options: PASSPHRASE, allowPositionals: true }),
  );
  const [from, ...more] = positionals;
  if (from === undefined || more.length > 0) throw new BootError('backup verify wants one FILE, or -.');
  return { what: 'verify', from, passphrase: passphraseOf(values, from) };
}

function restoreOf(args: string[]): Asked {
  const { values, positionals } = told('restore', RESTORE, () =>
    parseArgs({ args, options: RESTORE, allowPositionals: true }),
  );
  const named = [values.from, ...positionals].filter((each) => each !== undefined);
  const resumeSending = values['resume-sending'] === true;
  if (named.length === 0 && resumeSending) return { what: 'resume' };
  const [from, ...more] = named;
  if (from === undefined || more.length > 0) throw new BootError('restore wants --from FILE, or --from -.');
  return {
    what: 'restore',
    from,
    passphrase: passphraseOf(values, from),
    revokeAccess: values['revoke-access'] === true,
    resumeSending,
  };
}

function passphraseOf(
  values: { 'passphrase-stdin'?: boolean | undefined; 'passphrase-file'?: string | undefined },
  from?: string,
): PassphraseFrom {
  const file = values['passphrase-file'];
  if (values['passphrase-stdin'] !== true) return file === undefined ? undefined : { file };
  if (file !== undefined) throw new BootError('Give either --passphrase-stdin or --passphrase-file.');
  if (from === '-')
    throw new BootError(
      'Standard input is the backup already: give the passphrase by --passphrase-file FILE.',
    );
  return { stdin: true };
}
