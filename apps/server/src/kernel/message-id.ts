const SES = 'amazonses.com';

/**
 * The form in which Message-IDs are compared, without angle brackets: Amazon SES writes any of its regions' names behind
 * the same id. For ids out of headers and for emails.wire_message_key alike.
 */
export function messageIdKey(id: string): string {
  const bare = id.trim().replace(/^</, '').replace(/>$/, '');
  const at = bare.lastIndexOf('@');
  if (at < 0) return bare;
  const host = bare.slice(at + 1).toLowerCase();
  const local = bare.slice(0, at);
  return host === SES || host.endsWith(`.${SES}`) ? `${local.toLowerCase()}@${SES}` : `${local}@${host}`;
}

/** The columns of an e-mail whose Message-ID the server replaced; both null when it kept ours. */
export function wireIdColumns(wireId: string | null): {
  wire_message_id: string | null;
  wire_message_key: string | null;
} {
  return { wire_message_id: wireId, wire_message_key: wireId === null ? null : messageIdKey(wireId) };
}
