export { createApiKey, revokeApiKey, rotateApiKey } from './api_keys.js';
export { type Budget, secondsLeft, spendTry } from './attempts.js';
export { endDemoAccess } from './demo-access.js';
export { deleteExpired } from './chores.js';
export { endGrants } from './granted_apps.js';
export {
  checkedRedirectUris,
  createOAuthApp,
  ensureOwnApp,
  revokeOAuthApp,
  rotateOAuthAppSecret,
  updateOAuthApp,
} from './oauth_apps.js';
export {
  createPasswordLink,
  requestPasswordReset,
  resetPassword,
  type SendSystemMail,
} from './password_resets.js';
export { finishLogin, type SecondStep, secondStepOf } from './second-step.js';
export {
  beginTwoFactor,
  disableTwoFactor,
  enableTwoFactor,
  openSetUp,
  presentOf,
  renewRecoveryCodes,
  resealTwoFactors,
  shownSetUp,
  tryCode,
  twoFactorOf,
  useCode,
} from './two-factor.js';
export { PASS_MS } from './login-pass.js';
export {
  changePassword,
  confirmPassword,
  endSessions,
  login,
  logout,
  sessionHome,
  switchSession,
} from './sessions.js';
export { sendPasswordLink } from './team_users.js';
export { createTeam } from './teams.js';
export { ADMIN_ROLE, createUser, hashForNew, setPassword, teamName, type NewUser } from './users.js';
