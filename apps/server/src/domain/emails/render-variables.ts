import { isBlank, nfc } from '@cadenza/contract';
import { DateTime } from 'luxon';
import type { Variables } from './render-liquid.js';
import { ACCOUNT_FIELDS, type Fields, PERSON_FIELDS, SENDER_FIELDS } from './field-rules.js';

export interface RenderContext {
  person: Fields;
  account: Fields | null;
  sender: Fields;
  /** IANA zone in which dates are written. */
  timeZone: string;
  /** Where it is sent from: {{ step.name }}, {{ step.day }}, {{ step.number }}, {{ cadence.name }}. */
  step?: { name: string | null; day: number; number: number } | null;
  cadence?: { name: string } | null;
  /** Values for fields the person has none for, by their name in the template. */
  fieldDefaults?: Readonly<Record<string, string>>;
  /** Bodies by key, for {{ snippets.key }}. */
  snippets?: ReadonlyMap<string, string>;
}

/** What a template can name: person fields also without a prefix; `my` is the sender. Empty and blank fields are left out. */
export function variablesOf(context: RenderContext, now: Date): Variables {
  const { person, account, sender, timeZone, step, cadence } = context;
  const ofPerson = pick(person, PERSON_FIELDS, {});
  ofPerson['custom_fields'] = ownValues(person['custom_fields']);
  put(ofPerson, 'email', person['email_address']);
  const company = account?.['conversational_name'] ?? account?.['name'] ?? person['person_company_name'];
  put(ofPerson, 'company', company);
  const root: Variables = { ...ofPerson, person: ofPerson };
  put(root, 'company_name', company);
  if (account) {
    const ofAccount = pick(account, ACCOUNT_FIELDS, {});
    ofAccount['custom_fields'] = ownValues(account['custom_fields']);
    root['account'] = ofAccount;
  }
  const my = pick(sender, SENDER_FIELDS, {});
  root['my'] = my;
  root['sender'] = my;
  if (step) {
    const ofStep: Variables = { day: step.day, number: step.number };
    put(ofStep, 'name', step.name);
    root['step'] = ofStep;
  }
  if (cadence) root['cadence'] = { name: cadence.name };
  root['date'] = dateWords(now, timeZone);
  return root;
}

function put(target: Variables, name: string, value: unknown): void {
  if (!isBlank(value)) target[name] = value;
}

function pick(source: Fields, names: readonly string[], target: Variables): Variables {
  for (const name of names) put(target, name, source[name]);
  return target;
}

/** Custom fields are named by people: a key like __proto__ stays a key. */
function ownValues(fields: unknown): Variables {
  return Object.fromEntries(
    Object.entries((fields ?? {}) as Fields).flatMap(([name, value]) =>
      isBlank(value) ? [] : [[nfc(name), value]],
    ),
  );
}

// Formatting a date costs more than the rest of the variables, and a batch shares its minute.
const CACHED_DATES = 500;
const dates = new Map<string, Variables>();

function dateWords(now: Date, timeZone: string): Variables {
  // No zone changes its date within a minute.
  const key = `${Math.floor(now.getTime() / 60_000)} ${timeZone}`;
  const known = dates.get(key);
  if (known) return known;
  const local = DateTime.fromJSDate(now).setZone(timeZone);
  const today = (local.isValid ? local : DateTime.fromJSDate(now).toUTC()).setLocale('en');
  const words = {
    today: today.toFormat('d LLLL yyyy'),
    iso: today.toISODate(),
    day_of_week: today.toFormat('cccc'),
    month: today.toFormat('LLLL'),
    year: today.toFormat('yyyy'),
  };
  if (dates.size >= CACHED_DATES) dates.delete(dates.keys().next().value as string);
  dates.set(key, words);
  return words;
}
