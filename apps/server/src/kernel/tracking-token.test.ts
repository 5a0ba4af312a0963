import { describe, expect, it } from 'vitest';
import { trackingLinks, trackingTokens } from './tracking-token.js';

const SECRET = 'a secret that is long enough to be one';
const tokens = trackingTokens([SECRET]);
const URL = 'https://example.com/offer?a=1&b=ü#top';

describe('tokens of links', () => {
  it('carry the whole address', () => {
    expect(tokens.readClick(tokens.click(7, 1234, URL))).toEqual({ teamId: 7, emailId: 1234, url: URL });
    expect(tokens.readOpen(tokens.open(7, 1234))).toEqual({ teamId: 7, emailId: 1234 });
  });

  it('lead nowhere else, whatever is changed in them', () => {
    const token = tokens.click(7, 1234, URL);
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A';
      const read = tokens.readClick(`${token.slice(0, at)}${other}${token.slice(at + 1)}`);
      // The last character of base64url has spare bits: the same bytes are the same address.
      if (read !== undefined) expect(read).toEqual({ teamId: 7, emailId: 1234, url: URL });
    }
  });

  it('are not put together from others', () => {
    const evil = Buffer.from('https://evil.example/').toString('base64url');
    const [team, email, mac] = tokens.click(7, 1234, URL).split('.');
    expect(tokens.readClick(`${team}.${email}.${mac}.${evil}`)).toBeUndefined();
    expect(
      tokens.readClick(`${team}.${email}.${tokens.open(7, 1234).split('.')[2]}.${evil}`),
    ).toBeUndefined();
    expect(tokens.readOpen(`${team}.${email}.${mac}`)).toBeUndefined();
    // The parts of the signed text cannot be moved against each other.
    expect(tokens.readClick(tokens.click(7, 1234, URL).replace('7.', '7.0'))).toBeUndefined();
    for (const made of ['', '.', '...', '1.2.3.4', `7.ya.${'A'.repeat(22)}.${evil}`, '7.ya'])
      expect(tokens.readClick(made)).toBeUndefined();
  });

  it('count after the key was changed, and not under a key that was never ours', () => {
    const token = tokens.click(7, 1234, URL);
    expect(trackingTokens(['a newer secret that is long enough', SECRET]).readClick(token)?.url).toBe(URL);
    expect(trackingTokens(['a newer secret that is long enough']).readClick(token)).toBeUndefined();
  });
});

describe('addresses', () => {
  const links = trackingLinks('https://app.example', tokens);
  it('lie below the tracking domain, or the public address', () => {
    expect(links.pixel('go.customer.example', 1, 2)).toMatch(/^https:\/\/go\.customer\.example\/t\/o\//);
    expect(links.link(null, 1, 2, URL)).toMatch(/^https:\/\/app\.example\/t\/c\//);
    expect(links.link('evil.example/path?', 1, 2, URL)).toMatch(/^https:\/\/app\.example\/t\/c\//);
  });
  it('leave the own links alone', () => {
    expect(links.own('https://app.example/unsubscribe/x')).toBe(true);
    expect(links.own('https://app.example.evil.example/')).toBe(false);
  });
});
