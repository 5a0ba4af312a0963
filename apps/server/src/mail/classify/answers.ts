import { bareSubject } from './newest-text.js';
import type { Inbound } from './types.js';

/** It refers to an earlier message, by header or subject. */
export function isAnswer(message: Inbound): boolean {
  return (
    message.inReplyTo !== null ||
    message.references.length > 0 ||
    /^\s*(re|aw|antw|antwort|sv|vs|rv|r|res|ref|odp|ynt|rif|回复|答复|回覆|返信|회신)(\[\d{1,4}\])?\s?[:：]/i.test(
      message.subject,
    )
  );
}

/** Whether the subject carries the prefix of an answer or of something passed on. */
export const hasPrefix = (message: Inbound): boolean =>
  bareSubject(message.subject) !== message.subject.trim();
