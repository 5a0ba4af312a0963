import { expect, it } from 'vitest';
import { linksOnly } from './rules.js';

it.each([
  ['visited your page', 'visited your page'],
  ['read <b>the <i>offer</i></b>', 'read the offer'],
  [
    'opened <a href="https://x.example/?a=1&amp;b=2">it</a>',
    'opened <a href="https://x.example/?a=1&amp;b=2">it</a>',
  ],
  [`<A class='c' HREF='HTTP://x.example/' onclick="alert(1)">it</A>`, '<a href="HTTP://x.example/">it</a>'],
  ['<a href=https://x.example>bare</a>', '<a href="https://x.example">bare</a>'],
  ['<a href="javascript:alert(1)">it</a>', 'it'],
  ['<a href=" java\nscript:alert(1)">it</a>', 'it'],
  ['<a href="&#106;avascript:alert(1)">it</a>', 'it'],
  ['<a data-href="https://x.example">it</a>', 'it'],
  ['<a href="//x.example">it</a>', 'it'],
  [
    `<a href='https://x.example/"onmouseover="alert(1)'>it</a>`,
    '<a href="https://x.example/&quot;onmouseover=&quot;alert(1)">it</a>',
  ],
  ['<a href="https://x.example">never closed', '<a href="https://x.example">never closed</a>'],
  ['</a></a>it', 'it'],
  [
    '<a href="https://a.example"><a href="https://b.example">two</a></a>',
    '<a href="https://a.example">two</a>',
  ],
  ['a <script>alert(1)</script> b <style>p{}</style>', 'a  b '],
  ['<script>alert(1)', ''],
  ['a<!-- <a href="https://x.example">no</a> -->b<!-- never', 'ab&lt;!-- never'],
  ['1 < 2 and 3 > 2, <3', '1 &lt; 2 and 3 &gt; 2, &lt;3'],
  ['<img src=x onerror=alert(1)>x', 'x'],
  ['<svg/onload=alert(1)>x', 'x'],
  ['&lt;script&gt;', '&lt;script&gt;'],
])('%j becomes %j', (given, left) => {
  expect(linksOnly(given)).toBe(left);
});

it('long nonsense is worked through in one go', () => {
  for (const piece of ['<', '<a ', '<a href="', '<!--', '<script>', '</a>', 'href='])
    expect(linksOnly(piece.repeat(20_000)).length).toBeLessThan(3_000_000);
});
