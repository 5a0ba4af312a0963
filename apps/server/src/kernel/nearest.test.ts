import { expect, it } from 'vitest';
import { nearestName } from './nearest.js';

it('finds the name that was meant, and none where none is near', () => {
  const names = ['send_after', 'subject', 'body', 'cc', 'bcc', 'person_id', 'password-stdin'];
  for (const [given, meant] of [
    ['send_afetr', 'send_after'],
    ['sendAfter', 'send_after'],
    ['send-after', 'send_after'],
    ['send_afte', 'send_after'],
    ['sendafter_', 'send_after'],
    ['subjct', 'subject'],
    ['bodi', 'body'],
    ['bc', 'cc'],
    ['passwordstdin', 'password-stdin'],
  ] as const)
    expect(nearestName(given, names), given).toBe(meant);
  for (const given of ['', 'x', 'template_id', 'a'.repeat(5000), 'крошка'])
    expect(nearestName(given, names), given).toBeUndefined();
});
