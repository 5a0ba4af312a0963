/** Who is asking. Built once per request from a token or a session; every query and command takes it. */
export interface Principal {
  readonly teamId: number;
  readonly userId: number;
  readonly userGuid: string;
  readonly admin: boolean;
  /** What the user's role permits beyond what every user may (contract PERMISSIONS); absent: nothing. */
  readonly permissions?: ReadonlySet<string>;
  readonly groupId: number | null;
  /** The team shows its people and accounts to this user, not only to their owners and admins. */
  readonly teamOpen: boolean;
  /** IANA zone of the user: timestamps on the wire are rendered in it. */
  readonly timeZone: string;
  /** Granted scopes; a browser session of the user holds all of them. */
  readonly scopes: ReadonlySet<string> | 'all';
  /** Of a browser session: what names it (domain/identity/sessions.ts). */
  readonly session?: string;
  readonly via: 'api_key' | 'oauth' | 'session';
  /**
   * Whose program asks: an API key, an OAuth app, or, of a browser session, the user. What programs make for themselves
   * (webhook subscriptions) is found by it. Absent: nobody's program, nothing of that kind is there.
   */
  readonly application?: string;
  /** Cost units the team may spend per minute (docs/wire.md section 5). */
  readonly rateLimitPerMinute: number;
  /** Milliseconds the team's clock runs ahead of the wall clock (sandbox time travel). */
  readonly clockOffsetMs: number;
}

export function hasScope(principal: Principal, scope: string): boolean {
  return principal.scopes === 'all' || principal.scopes.has(scope);
}
