import { describe, expect, it } from 'vitest';
import { trackHtml } from './track.js';

const track = (html: string, pixel?: string) =>
  trackHtml(html, {
    link: (url) => `https://t.example/c?${encodeURIComponent(url)}`,
    pixel,
    keep: (url) => url.startsWith('https://app.example/'),
  });
const led = (url: string) => `https://t.example/c?${encodeURIComponent(url)}`;

describe('links', () => {
  it('are led through the server, whatever way they are written', () => {
    expect(track('<a href="https://x.example/?a=1&amp;b=2">go</a>')).toBe(
      `<a href="${led('https://x.example/?a=1&b=2')}">go</a>`,
    );
    expect(track('<A class=b HREF = \'https://x.example/\' title=">">go</A>')).toBe(
      `<A class=b href="${led('https://x.example/')}" title=">">go</A>`,
    );
    expect(track('<a\nhref=https://x.example/p>go</a>')).toBe(
      `<a\nhref="${led('https://x.example/p')}">go</a>`,
    );
    expect(track('<a href=" https://x.example/&#x61;&#98; ">go</a>')).toContain(led('https://x.example/ab'));
  });

  it.each([
    '<a href="mailto:a@x.example">mail</a>',
    '<a href="tel:+4930123">call</a>',
    '<a href="#top">up</a>',
    '<a href="/relative">here</a>',
    '<a href="//x.example/">no scheme</a>',
    '<a href="javascript:alert(1)">no</a>',
    '<a href="https://">broken</a>',
    '<a href="https://app.example/unsubscribe/tok">Unsubscribe</a>',
    '<a name="x">anchor</a>',
    '<abbr href="https://x.example/">no link</abbr>',
    '<img src="https://x.example/a.png">',
    '<!-- <a href="https://x.example/">commented out</a> -->',
    '<p data-href="https://x.example/">https://x.example/</p>',
    `<a href="https://x.example/${'a'.repeat(2000)}">too long</a>`,
  ])('are left alone: %s', (html) => {
    expect(track(html)).toBe(html);
  });

  it('are left alone when the writer says so, and nobody sees that', () => {
    expect(track('<a data-no-tracking href="https://x.example/">go</a>')).toBe(
      '<a href="https://x.example/">go</a>',
    );
    const untracked = { link: undefined, pixel: undefined, keep: () => true };
    expect(trackHtml('<a data-no-tracking href="https://x.example/">go</a>', untracked)).toBe(
      '<a href="https://x.example/">go</a>',
    );
  });

  it('are looked for once in what is no HTML', () => {
    const awkward = `<a ${'"'.repeat(20_001)} `.repeat(5) + '<a '.repeat(20_000);
    expect(track(awkward)).toContain(awkward);
  });
});

describe('the pixel', () => {
  it('stands at the end, inside the body', () => {
    expect(track('<p>Hi</p>', 'https://t.example/o/1')).toMatch(
      /^<p>Hi<\/p><img src="https:\/\/t\.example\/o\/1"/,
    );
    const whole = track('<html><body>Hi</body></html>', 'https://t.example/o/1');
    expect(whole).toContain('Hi<img ');
    expect(whole.endsWith('></body></html>')).toBe(true);
  });
});
