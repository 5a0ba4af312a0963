/** One way in which a request is refused: what the answer looks like, when it comes, and what the program does then. */
export interface Refusal {
  readonly status: number;
  /** The key of the body: a text under `error`, or texts by field under `errors`. */
  readonly body: 'error' | 'errors';
  /** A few words for the reference. */
  readonly short: string;
  readonly when: string;
  readonly then: string;
  /** Any operation may answer so; the others belong to some. */
  readonly everywhere?: true;
}

/** Every status that is no success, in their order. docs/errors.md and the reference say them from here. */
export const REFUSED: readonly Refusal[] = [
  {
    status: 400,
    body: 'error',
    short: 'cannot be read',
    when: 'The request cannot be read: no JSON object, a form with too many parameters, text that is not UTF-8, a path or a header that is too long, a body that is compressed.',
    then: 'Mend the program: the same request is refused again.',
  },
  {
    status: 401,
    body: 'error',
    short: 'no valid token',
    when: 'There is no token, or it is unknown, has expired, was revoked, or its user or team is deactivated. So is every path of the API without a token, also one that does not exist.',
    then: 'Refresh the token once and repeat; when that fails, the user has to consent again.',
    everywhere: true,
  },
  {
    status: 403,
    body: 'error',
    short: 'scope or permission missing',
    when: 'The token lacks the scope that the sentence names, or the user may not do it: it is for admins, or for the owner of the record.',
    then: 'Ask for the scope, or tell the user who may do it.',
    everywhere: true,
  },
  {
    status: 404,
    body: 'error',
    short: 'not found, or not visible',
    when: 'The record does not exist, is deleted, or the caller may not see it: which of them is not told. Or the path is none of the API.',
    then: 'Forget the record. A deletion that is repeated is 204, not this.',
    everywhere: true,
  },
  {
    status: 409,
    body: 'error',
    short: 'contradicts what is under way',
    when: 'An `Idempotency-Key` was used for another request, or its first request has not ended; what is asked for has been done or undone by somebody else meanwhile.',
    then: 'Read the record and decide anew; with the same key, wait for the first request.',
  },
  {
    status: 410,
    body: 'error',
    short: 'no longer kept',
    when: 'A place in the events, or the rows of a job or import, that are no longer kept.',
    then: 'Begin anew: copy the lists, and go on from the newest place.',
  },
  {
    status: 412,
    body: 'error',
    short: 'changed meanwhile',
    when: 'The record is no longer the one that `If-Match` names: somebody changed it.',
    then: 'Read it, show both, and send again with the new tag.',
  },
  {
    status: 413,
    body: 'error',
    short: 'too large',
    when: 'The body or a file is larger than the limit that the sentence names.',
    then: 'Send less at a time.',
  },
  {
    status: 422,
    body: 'errors',
    short: 'not valid',
    when: 'A field or a filter cannot be taken: `errors` has the sentences of each, `base` what belongs to none. Nothing of the request was done. One exception has `error`: fields asked for by `scoped_fields` that the token may not read.',
    then: 'Show the sentences beside the fields. They are for people and may change: decide by the fields, not by the words.',
    everywhere: true,
  },
  {
    status: 429,
    body: 'error',
    short: 'rate budget spent',
    when: 'The team has spent its budget of the minute, or too many downloads or streams run at once. `Retry-After` says for how many seconds.',
    then: 'Wait so long, then repeat. `x-ratelimit-remaining-minute` on every answer tells how much is left.',
    everywhere: true,
  },
  {
    status: 500,
    body: 'error',
    short: 'a fault of the server',
    when: 'Something failed that should not. The log has it under the `x-request-id` of the answer; nothing was half written.',
    then: 'Repeat a write only with the same `Idempotency-Key`; report the id.',
  },
  {
    status: 503,
    body: 'error',
    short: 'not at the moment',
    when: 'The database or the place of the files cannot be reached, a long change of the team has not ended, or this process does not do what is asked for.',
    then: 'Repeat after a moment, a write with the same `Idempotency-Key`.',
  },
];
