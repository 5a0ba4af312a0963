import { expect, it } from 'vitest';
import { cleanHtml } from './clean-html.js';
import { htmlOf } from './html-of.js';

it.each([
  ['<p>Hello <b>you</b></p>', '<p>Hello <b>you</b></p>'],
  ['a < b & c > "d"', 'a &lt; b &amp; c &gt; &quot;d&quot;'],
  ['&lt;script&gt;alert(1)&lt;/script&gt;', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  ['a<script>alert(1)</script>b<style>p{}</style>c', 'abc'],
  ['<script>alert(1)', ''],
  ['<svg><svg></svg><a href="https://x.example">in</a></svg>out', 'out'],
  ['<math><mtext><img src=x onerror=alert(1)></mtext></math>out', 'out'],
  ['<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>out', 'out'],
  ['<form action="https://x.example"><input name=a>words<button>go</button></form>', 'wordsgo'],
  ['<iframe src="https://x.example"></iframe><object data="x"></object><embed src="x">out', 'out'],
  [
    '<base href="https://x.example"><meta http-equiv=refresh content="0;url=x"><link rel=stylesheet href=x>a',
    'a',
  ],
  ['<img src="https://x.example/pixel.gif" alt="Logo &lt;b&gt;">', 'Logo &lt;b&gt;'],
  ['<p onclick="alert(1)" id=x class=y data-z=1>a</p>', '<p>a</p>'],
  [
    '<a href=" https://x.example/?a=1&amp;b=2">it</a>',
    '<a href="https://x.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">it</a>',
  ],
  ['<a href="java\nscript:alert(1)">it</a>', '<a>it</a>'],
  ['<a href="&#106;avascript:alert(1)">it</a>', '<a>it</a>'],
  ['<a href="data:text/html,x">it</a>', '<a>it</a>'],
  ['<a href="//x.example">it</a>', '<a>it</a>'],
  ['<a href="cid:1">it</a>', '<a>it</a>'],
  [
    '<td background="https://x.example/p.gif" width="10" bgcolor="#fff">a</td>',
    '<td width="10" bgcolor="#fff">a</td>',
  ],
  ['<p style="color: red; background-image: url(https://x.example)">a</p>', '<p style="color: red">a</p>'],
  [
    '<p style="background-color: url(//x.example); color: rgb(1, 2, 3)">a</p>',
    '<p style="color: rgb(1, 2, 3)">a</p>',
  ],
  [
    '<p style="color: r\\65 d; position: fixed; margin: -99px; width: expression(alert(1))">a</p>',
    '<p>a</p>',
  ],
  [
    `<p style="font-family: 'Segoe UI', Arial">a</p>`,
    '<p style="font-family: &#39;Segoe UI&#39;, Arial">a</p>',
  ],
  ['<b><i>a</b>b</i>', '<b><i>a</i></b>b'],
  ['<div>never closed', '<div>never closed</div>'],
  [
    '<a title="&quot;&gt;<script>alert(1)</script>">a</a>',
    '<a title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">a</a>',
  ],
  ['<!-- <p>no</p> -->a<!--[if mso]><p>no</p><![endif]-->b', 'ab'],
])('%j becomes %j', (given, left) => {
  expect(cleanHtml(given)).toBe(left);
});

it('what is long, deep or nonsense is bounded, and what is left is whole', () => {
  for (const piece of [
    '<',
    '<a ',
    '<a href="',
    '<!--',
    '<b>',
    '</b>',
    '<svg>',
    '&lt;',
    '<p style="',
    '<p a=1 b=2>x',
  ]) {
    const left = cleanHtml(piece.repeat(100_000));
    expect(left.length).toBeLessThan(200_001);
    expect(cleanHtml(left).length).toBeLessThan(200_001);
  }
  const deep = cleanHtml(`${'<div>'.repeat(900)}in${'</div>'.repeat(900)}`);
  expect(deep).toBe(`${'<div>'.repeat(100)}in${'</div>'.repeat(100)}`);
  expect(cleanHtml(`<p>kept</p>${'<div>'.repeat(50_000)}lost`)).toBe(
    `<p>kept</p>${'<div>'.repeat(100)}${'</div>'.repeat(100)}`,
  );
});

it('the HTML of a message is found wherever its parts have it', async () => {
  const raw = `From: a@x.test\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nYes\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p onclick=3D"x">Gr=C3=BC=C3=9Fe</p>\r\n--b--\r\n`;
  expect(await htmlOf(Buffer.from(raw))).toBe('<p>Grüße</p>');
  const many = `From: a@x.test\r\n${`To: ${'b@x.test, '.repeat(50)}\r\n`.repeat(900)}Content-Type: text/html\r\n\r\n<p>Yes</p>`;
  expect(await htmlOf(Buffer.from(many))).toBe('<p>Yes</p>');
  expect(await htmlOf(Buffer.from('From: a@x.test\r\n\r\nYes'))).toBeNull();
});
