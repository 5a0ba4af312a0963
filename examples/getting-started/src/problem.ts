import {
  ApiError,
  ConnectionFailed,
  Forbidden,
  NotAuthorized,
  OAuthError,
  RateLimited,
  Unauthorized,
  ValidationError,
} from '@cadenza/sdk';

/** Something the reader can put right; the message is one sentence that says how. */
export class Problem extends Error {}

const SIGN_IN = 'run `npm run server` and sign in';

/** One sentence for whatever went wrong: what it is and what to do about it. */
export function explain(error: unknown): string {
  if (error instanceof Problem) return error.message;
  if (error instanceof NotAuthorized) return `${error.message}: ${SIGN_IN}.`;
  if (error instanceof OAuthError) return explainOAuth(error);
  if (error instanceof ConnectionFailed) {
    return `No answer from ${new URL(error.url).origin} (${reason(error)}): start Cadenza with \`npm start\`, or set CADENZA_URL and CADENZA_AUTH_URL to where it runs.`;
  }
  if (error instanceof ApiError) return explainApi(error);
  const { code, path } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (code !== undefined && ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR'].includes(code)) {
    return `Cannot use ${path ?? 'the store'} (${code}): make its folder writable, or set CADENZA_STORE to another folder.`;
  }
  return `Something unexpected happened: ${error instanceof Error ? error.message : String(error)}.`;
}

function explainOAuth(error: OAuthError): string {
  switch (error.code) {
    case 'invalid_grant':
      return `The authorization was revoked or has expired: ${SIGN_IN} again.`;
    case 'invalid_client':
    case 'unauthorized_client':
    case 'http_401':
      return 'The server does not know this APP_ID with this APP_SECRET: copy both again from the page of your application.';
    default:
      return `The server refused the authorization (${error.message}): check the settings of your application there, then ${SIGN_IN} again.`;
  }
}

function explainApi(error: ApiError): string {
  const why = error.message;
  if (error instanceof Unauthorized)
    return `The server does not accept the stored authorization any more: ${SIGN_IN} again.`;
  if (error instanceof Forbidden)
    return `The authorization does not allow this (${why}): ${SIGN_IN} again as a user who may; the application must be registered with the scopes people and cadences, read and write.`;
  if (error instanceof RateLimited)
    return 'The team has used up its calls for this minute: wait a minute and run the program again.';
  if (error instanceof ValidationError)
    return `The server refused the request (${why}): correct that and run the program again.`;
  const id = error.requestId === undefined ? '' : `, request ${error.requestId}`;
  return error.status >= 500
    ? `The server failed (${why}${id}): try again, and look into its log if it stays so.`
    : `The server answered ${why}${id}: check that CADENZA_URL points at the API.`;
}

function reason(error: ConnectionFailed): string {
  return error.message.slice(error.message.indexOf(': ') + 2);
}
