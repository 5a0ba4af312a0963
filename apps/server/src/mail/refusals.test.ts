import { describe, expect, it } from 'vitest';
import { judgeRefusal, type Stage } from './refusals.js';

/** Whom servers mean: us (the sender), the recipient's rules, no such address, or nobody they name. */
const SAID: Record<'us' | 'theirs' | 'address' | 'unsure', readonly string[]> = {
  us: [
    '550 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org',
    '554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied',
    '554 5.7.1 <rep@us.test>: Sender address rejected: Access denied',
    '554 5.7.1 <us.test>: Helo command rejected: Access denied',
    '550 5.7.1 <a@b.test>: Relay access denied',
    '554 5.7.1 <a@b.test>: Recipient address rejected: Relay access denied',
    '550 5.7.1 <a@b.test>: Recipient address rejected: Message rejected due to: SPF fail - not authorized',
    '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain',
    '550 5.7.606 Access denied, banned sending IP [192.0.2.1]',
    "550 5.7.1 Messages from [192.0.2.1] weren't sent: part of their network is on our block list (S3150).",
    '550-5.7.1 [192.0.2.1] Our system has detected that this message is likely 550 5.7.1 unsolicited mail.',
    '553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1',
    '554 5.7.9 Message not accepted for policy reasons.',
    '550 Envelope blocked - User Entry - https://community.mimecast.com/docs/DOC-1369#550',
    '550 Rejected by header-based Anti-Spoofing policy: rep@us.test',
    '550 Local CT IP Reputation - (policy)',
    '554 5.7.0 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1',
    '550 permanent failure for one or more recipients (a@b.test:blocked)',
    '554 Service unavailable; Client host [us.test] blocked using Barracuda Reputation',
    '550 5.7.1 Email rejected per SPF policy',
    '550 5.7.1 Your IP is listed on our RBL',
    '550 5.7.1 Rejected: 192.0.2.1 listed at bl.spamcop.net',
    '554 5.7.1 Your mail server 192.0.2.1 does not have a valid PTR',
    '550 5.7.1 We do not accept mail from this domain',
    '554 5.7.1: You are not allowed to connect.',
  ],
  theirs: [
    '550 5.7.1 RESOLVER.RST.AuthRequired; authentication required',
    '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required',
    '550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized',
    '554 5.7.1 <a@b.test>: Recipient address rejected: Access denied',
    '550 5.7.1 <a@b.test>: Recipient address rejected: only members may post to this list',
    '550 5.7.1 You are not allowed to post to this mailing list',
    '550-5.7.1 The user or domain that you are sending to (or from) has a policy that 550 5.7.1 prohibited the mail.',
    '550 5.7.1 User not allowed',
    '550 5.7.1 You do not have permission to send to this recipient',
    '550 5.7.1 Sender is not authorized to send to this destination',
    '550 5.7.1 Recipient Prohibited (3)',
    '550 5.7.1 This recipient is only accepting mail from internal senders',
  ],
  address: [
    '550 5.1.1 <a@b.test>: Recipient address rejected: User unknown in virtual mailbox table',
    '550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [x.protection.outlook.com]',
    '550 5.7.1 No such user',
  ],
  unsure: [
    '550 5.7.1 Access denied',
    '550 5.7.1 Delivery not authorized, message refused',
    '550 5.7.1 Command rejected',
    '550 Administrative prohibition',
  ],
};
const MEANT = {
  us: { about: 'sender', why: 'policy' },
  theirs: { about: 'message' },
  address: { about: 'address' },
  unsure: { about: 'message', unsure: true },
};

const whose = (stage: Stage, text: string) => judgeRefusal(stage, Number(text.slice(0, 3)), text);

describe('a recipient that is refused in the dialogue', () => {
  for (const [whom, texts] of Object.entries(SAID))
    it.each(texts)(`is about ${whom}: %s`, (text) => {
      expect(whose('rcpt', text)).toEqual(MEANT[whom as keyof typeof SAID]);
    });

  it.each([...SAID.us, ...SAID.unsure])(
    'is about us in the answer to MAIL, which names nobody: %s',
    (text) => {
      expect(whose('mail', text)).toMatchObject({ about: 'sender' });
    },
  );

  it.each(Object.values(SAID).flat())('means the same whatever the address is called: %s', (text) => {
    const called = 'spf.reputation-dmarc.blocked.quota.relay@spoof.test';
    const telling = text.includes('a@b.test') ? text.replaceAll('a@b.test', called) : `${text} <${called}>`;
    for (const stage of ['mail', 'rcpt', 'data', 'end'] as const)
      expect(whose(stage, telling), stage).toEqual(whose(stage, text));
  });

  it.each([
    ['end', '550 5.7.1', { about: 'sender', why: 'policy' }],
    ['end', '554 5.7.0', { about: 'sender', why: 'policy' }],
    ['data', '550-5.7.1 550 5.7.1', { about: 'sender', why: 'policy' }],
    ['end', '550 5.7.9 ', { about: 'sender', why: 'policy' }],
    // Of the recipient, of the message, for now, and of a recipient before the message is known.
    ['end', '550 5.7.133', { about: 'message' }],
    ['end', '554 5.6.0', { about: 'message' }],
    ['end', '451 4.7.1', { about: 'message' }],
    ['rcpt', '550 5.7.1', { about: 'message', unsure: true }],
  ] as const)('of codes alone at %s is judged by them: %s', (stage, text, meant) => {
    expect(whose(stage, text)).toEqual(meant);
  });

  it('of a group that hears members only is no sign-in that failed, after the message neither', () => {
    const text = '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required';
    expect(whose('end', text)).toEqual({ about: 'message' });
    expect(whose('mail', '530 5.7.0 Authentication required')).toMatchObject({ why: 'auth' });
  });
});
