import { decideSight } from './view.js';

/** A SQL text of a view, with the names of what stands for $1, $2 and so on. */
export interface Statement {
  readonly text: string;
  readonly parameters: readonly string[];
}

/** What every text may use of its caller, by name. */
export const CONTEXT_TYPES: Record<string, string> = {
  team: 'bigint',
  tz: 'text',
  base: 'text',
  user: 'bigint',
  admin: 'boolean',
  group: 'bigint',
  open: 'boolean',
  contents: 'boolean',
  scopes: 'text',
  application: 'text',
  now: 'timestamptz',
  links_until: 'bigint',
  link_key: 'bytea',
  edge: 'timestamptz',
};
/** Compiled texts kept, the latest used: compiling one anew costs far less than PostgreSQL's own work on it. */
const COMPILED_BYTES = 8 * 2 ** 20;
const compiled = new Map<string, { readonly statement: Statement; used: boolean }>();
let compiledBytes = 0;

/** The text of this key, compiled once while it is used. */
export function cached(key: string, make: () => Statement): Statement {
  const found = compiled.get(key);
  if (found) {
    found.used = true;
    return found.statement;
  }
  const statement = make();
  // Who was used since it was last looked at stays for another turn, at the end of the line.
  for (const [oldest, entry] of compiled) {
    if (compiledBytes + statement.text.length <= COMPILED_BYTES) break;
    compiled.delete(oldest);
    if (entry.used) compiled.set(oldest, { statement: entry.statement, used: false });
    else compiledBytes -= entry.statement.text.length;
  }
  compiled.set(key, { statement, used: false });
  compiledBytes += statement.text.length;
  return statement;
}

/** Turns :names into positional parameters; only the ones a text uses are sent. */
export function compile(text: string, whole: boolean): Statement {
  const parameters: string[] = [];
  const positional = decideSight(text, whole).replace(
    /(^|[^:\w]):([a-z_]\w*)/g,
    (_, before: string, name: string) => {
      let index = parameters.indexOf(name);
      if (index < 0) index = parameters.push(name) - 1;
      const type = CONTEXT_TYPES[name];
      return `${before}$${index + 1}${type ? `::${type}` : ''}`;
    },
  );
  return { text: positional, parameters };
}
