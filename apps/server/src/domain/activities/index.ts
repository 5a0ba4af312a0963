// What other areas, the engine and the HTTP layer use of this area; rules may be imported by anyone.
export { completedAt, createActivity, markOngoing } from './activity-commands.js';
export { createCall, noteChanged } from './calls.js';
export { completeAction } from './complete-commands.js';
export { cancelQueuedEmail, sendEmailAction, settleUncertainEmail } from './email-commands.js';
export {
  type Email,
  type EmailKey,
  type LockedEmail,
  findEmailKey,
  holdEmail,
  lockEmail,
  markEmailSent,
  setEmailState,
  settleUnknown,
} from './email-ledger.js';
export { type Draft, composeEmail } from './compose-email.js';
export { GIVE_UP_AFTER_MS, queueEmail } from './email-queue.js';
export { recordVisit } from './engagement-commands.js';
export { settleByEvidence } from './evidence-commands.js';
export { lockNamedAction } from './open-action.js';
export { ledgerHistoryView, sendLedgerView } from './ledger-view.js';
export { type EmailBatch, type EmailNeeds, beginEmails, writeEmails } from './email-batch.js';
export { findOptOut, optOut } from './opt-out-commands.js';
export { COPY_RETRY_MS, noteRecipients } from './recipient-commands.js';
export { type Sender, senderOf, withdrawOneOff, writeOneOff } from './one-off-email.js';
export { addressesIn, scheduledEmails } from './scheduled-emails.js';
export { pendingEmailsView, settlePending } from './pending-emails.js';
export { markEmailsSent } from './sent-batch-commands.js';
export { recordSentByHand } from './sent-by-hand-commands.js';
export { countDoubts, settleMany } from './settle-many.js';
