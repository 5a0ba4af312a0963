/** E-mails and calls are one list of CRM activities: an e-mail's has its number there, a call's its number and this one. */
export const CALLS_FROM = 2 ** 40;
