// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export {
  ADMIN_ROLE,
  type Budget,
  type SendSystemMail,
  changePassword,
  checkedRedirectUris,
  createApiKey,
  createOAuthApp,
  createPasswordLink,
  createTeam,
  createUser,
  deleteExpired,
  endDemoAccess,
  endGrants,
  endSessions,
  ensureOwnApp,
  login,
  logout,
  requestPasswordReset,
  resetPassword,
  revokeApiKey,
  revokeOAuthApp,
  rotateApiKey,
  rotateOAuthAppSecret,
  secondsLeft,
  sendPasswordLink,
  sessionHome,
  spendTry,
  switchSession,
  updateOAuthApp,
} from './commands.js';
export {
  type Account,
  type ApiKeyRow,
  type GrantedApp,
  type OAuthAppRow,
  type SessionRow,
  type TeamUser,
  findAccountByGuid,
  findOAuthApp,
  findPasswordReset,
  findSessionStart,
  listApiKeys,
  listGrantedApps,
  listGrantedScopes,
  listOAuthApps,
  listSessions,
  listTeamUsers,
  nameOfTeam,
  teamAtAGlance,
} from './queries.js';
export { type Lease, leaseBudget } from './rate-budget.js';
export { requireHeld, requireNoApp, requireOwnApp, requireRoom, requireWhole } from './own-access.js';
export { OPEN_TO } from './rights.js';
export {
  ALL_SCOPES,
  DEFAULT_APP_SCOPES,
  expandScopes,
  isCollectiveScope,
  isPrivileged,
  isScope,
  scopesOfRole,
} from './scopes.js';
export {
  type ApiKeyOf,
  bearerCredential,
  type Caller,
  type Credential,
  findCaller,
  findKeptCaller,
  recordKeyUse,
  sessionCredential,
} from './callers.js';
export {
  actOnce,
  claimKey,
  type KeyedWrite,
  type Keyed,
  rememberAnswer,
  type Replay,
} from './idempotency.js';
export { findOAuthClient, registerOAuthClient } from './oauth_clients.js';
export {
  answerDevice,
  consumePayload,
  deletePayload,
  deletePayloadsOfGrant,
  findPayload,
  type PayloadKey,
  putPayload,
  scopesOfRefreshToken,
  spendPoll,
  type StoredPayload,
} from './oauth_payloads.js';
export { deleteSigningKey, findSigningKey, keepSigningKey } from './signing_keys.js';
export { SESSION_MS } from './sessions.js';
export { MayHaveLeft } from './password_resets.js';
