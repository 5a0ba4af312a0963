import { clientCredentials, type OAuthClient, refresh, type Tokens } from './oauth.js';

/** Gives the client its bearer token for each call. */
export interface TokenSource {
  /** A token that should work. `rejected` is one the server has just refused: never answer that one again. */
  accessToken(rejected?: string): Promise<string>;
}

/** Where tokens live. Whoever shares a grant must share the store, because refreshing voids the old refresh token. */
export interface TokenStore {
  read(): Promise<Tokens | undefined>;
  /**
   * Runs `change` while nobody else changes the store, in this process or another, then stores its result durably
   * before it answers. When `change` throws or gives the very object it got, the store stays as it is.
   */
  update(change: (current: Tokens | undefined) => Promise<Tokens | undefined>): Promise<Tokens | undefined>;
}

/** There is nothing to refresh with: the user must authorize (again). */
export class NotAuthorized extends Error {
  constructor(message = 'Nobody is authorized yet') {
    super(message);
    this.name = 'NotAuthorized';
  }
}

/** A store for one process that forgets at its end. */
export function memoryTokenStore(initial?: Tokens): TokenStore {
  let tokens = initial;
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: () => Promise.resolve(tokens),
    update(change) {
      const turn = last.then(async () => {
        tokens = await change(tokens);
        return tokens;
      });
      // The next one waits for the end of this one, not for its success.
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

/** Refreshed this long before it expires, so that a call under way does not meet the end. */
const MARGIN_MS = 60_000;

/**
 * A source that refreshes when the token has expired or was rejected. Callers at the same time share one refresh;
 * other processes are kept out by the store's lock, and whoever comes second finds the new token there.
 * Its promise rejects with NotAuthorized, OAuthError (`invalid_grant`: revoked) or ConnectionFailed.
 */
export function refreshingTokens(options: {
  readonly app: OAuthClient;
  readonly store: TokenStore;
}): TokenSource {
  const { app, store } = options;
  const { now = Date.now } = app;
  let renewing: Promise<string> | undefined;
  const good = (tokens: Tokens, rejected: string | undefined) =>
    tokens.access_token !== rejected && Date.parse(tokens.expires_at) - MARGIN_MS > now();

  const renew = async (rejected: string | undefined): Promise<string> => {
    const tokens = await store.update(async (current) => {
      if (current === undefined) throw new NotAuthorized();
      if (good(current, rejected)) return current;
      if (current.refresh_token === undefined)
        throw new NotAuthorized('The authorization has expired and cannot be renewed');
      return refresh(app, current.refresh_token);
    });
    if (tokens === undefined) throw new NotAuthorized();
    return tokens.access_token;
  };

  return {
    async accessToken(rejected) {
      const current = await store.read();
      if (current === undefined) throw new NotAuthorized();
      if (good(current, rejected)) return current.access_token;
      renewing ??= renew(rejected).finally(() => {
        renewing = undefined;
      });
      return renewing;
    },
  };
}

/** A source that asks for a new token of the application itself when the one it has expires or is rejected. */
export function clientCredentialTokens(options: {
  readonly app: OAuthClient;
  readonly scope?: string;
}): TokenSource {
  const { app, scope } = options;
  const { now = Date.now } = app;
  let tokens: Tokens | undefined;
  let asking: Promise<string> | undefined;
  return {
    accessToken(rejected) {
      if (
        tokens !== undefined &&
        tokens.access_token !== rejected &&
        Date.parse(tokens.expires_at) - MARGIN_MS > now()
      )
        return Promise.resolve(tokens.access_token);
      asking ??= clientCredentials(app, scope)
        .then((given) => {
          tokens = given;
          return given.access_token;
        })
        .finally(() => {
          asking = undefined;
        });
      return asking;
    },
  };
}
