import { AppError } from '../../kernel/errors.js';
import { toAppError } from '../errors.js';

/** What a row that failed for no reason of its own is told, after it was tried as often as it may. */
export const INTERNAL = 'The row could not be carried out. An administrator finds the cause in the log.';

/** Characters of a sentence. */
const MOST = 1000;

/**
 * Why a row was refused, in one sentence, as its own operation would have said it; undefined when the fault is not the
 * row's. Nothing internal is in it.
 */
export function sentenceOf(thrown: unknown): string | undefined {
  const error = toAppError(thrown);
  if (!error || error.kind === 'unavailable' || error.kind === 'rate_limited') return undefined;
  return text(error).slice(0, MOST);
}

function text({ kind, message, fields }: AppError): string {
  if (kind === 'not_found') return 'The record could not be found';
  const all = Object.entries(fields ?? {});
  if (all.length === 0) return message;
  return all.map(([field, messages]) => ofField(field, messages)).join('; ');
}

function ofField(field: string, messages: readonly string[]): string {
  const name = field.replaceAll('_', ' ');
  if (messages.some((each) => each.startsWith('is required'))) return `Missing required field: ${name}`;
  const said = messages.join(', ');
  return field === 'base' ? said : `${name.charAt(0).toUpperCase()}${name.slice(1)} ${said}`;
}
