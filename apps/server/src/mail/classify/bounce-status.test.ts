import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgeRefusal } from './bounce-status.js';

describe('who is at fault when a server refuses', () => {
  it.each([
    // The sentence outranks the code.
    [null, '5.1.1', 'listed by our blocklist, see the postmaster page', 'sender', 'block'],
    [null, '5.1.1', 'sender domain fails the SPF check', 'sender', 'block'],
    [null, '5.1.0', 'too many messages from your IP address', 'sender', 'block'],
    [null, '5.1.1', 'mailbox of the recipient is over quota', 'nobody', 'soft'],
    [null, '5.7.1', 'no such user here', 'recipient', 'hard'],
    [null, '4.2.1', 'this account has been deleted', 'recipient', 'hard'],
    [null, '5.2.2', 'message is larger than the size limit', 'sender', 'block'],
    [null, '5.4.5', 'daily sending limit reached', 'sender', 'block'],
    [550, '5.1.1', 'recipient unknown', 'recipient', 'hard'],
    [550, null, 'Requested action not taken: mailbox unavailable', 'recipient', 'hard'],
    [550, null, 'Unbekannter Empfänger', 'recipient', 'hard'],
    [550, null, 'Utilisateur inconnu', 'recipient', 'hard'],
    [550, null, 'El usuario no existe', 'recipient', 'hard'],
    [550, null, 'такого ящика нет: пользователь не найден', 'recipient', 'hard'],
    [550, null, '收件人不存在', 'recipient', 'hard'],
    [550, null, '宛先のメールアドレスは存在しません', 'recipient', 'hard'],
    [550, null, 'Nachricht wegen Spamverdacht abgelehnt', 'sender', 'block'],
    [554, null, 'messaggio respinto: IP in blacklist', 'sender', 'block'],
    // Names of servers and addresses are no part of it.
    [550, null, 'host spam-filter.example.com[192.0.2.1] said: user unknown', 'recipient', 'hard'],
    [550, null, '<policy@blocked.example>: no such mailbox', 'recipient', 'hard'],
    // A dialogue is tried again.
    [450, '4.1.1', 'user unknown', 'nobody', 'soft'],
    [451, null, 'greylisted, try again later', 'nobody', 'soft'],
    // It arrived.
    [250, null, '2.0.0 ok', 'none', null],
    [null, '2.1.5', 'delivered', 'none', null],
    [550, null, 'no', 'unknown', 'soft'],
  ] as const)('%s %s %s', (code, enhanced, text, fault, severity) => {
    expect(judgeRefusal(code, enhanced, text)).toMatchObject({ fault, severity });
  });

  it('concludes nothing where nothing is said', () => {
    expect(judgeRefusal(550, null, 'no').confidence).toBeLessThan(0.6);
  });
});

describe('refusals by policy that name the service', () => {
  it.each([
    ['550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP.', 'block'],
    ['554 5.7.1 Service unavailable; Helo command not liked', 'block'],
    ['550 5.7.606 Service not available for this tenant', 'block'],
    ['451 4.7.500 Server busy. Please try again later', 'soft'],
    ['554 5.3.2 Service unavailable', 'soft'],
  ])('%s', (text, severity) => {
    expect(judgeRefusal(null, null, text).severity).toBe(severity);
  });
});

describe('refusals as servers of many countries put them, without a code', () => {
  it('each says whose fault it is', () => {
    const lines = readFileSync(
      new URL('../../../../../tests/fixtures/mail/refusals.txt', import.meta.url),
      'utf8',
    )
      .split('\n')
      .filter((line) => line !== '');
    expect(lines.length).toBeGreaterThan(100);
    const judged = lines.map((line) => {
      const text = line.slice(line.indexOf('|') + 1);
      const { severity, confidence } = judgeRefusal(null, null, text);
      return `${confidence < 0.6 ? 'nothing' : severity}|${text}`;
    });
    expect(judged).toEqual(lines);
  });
});
