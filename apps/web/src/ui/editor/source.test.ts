import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILLER, parsed, printed } from './source';

const again = (source: string) => {
  const parts = parsed(source);
  return parts && printed(parts);
};

describe('the source of an e-mail as rich text', () => {
  it.each([
    [
      'a paragraph',
      '<p>Hi {{ first_name }},</p>\n\n<p style="color: #333">As <b>{{title | default: "head"}}</b></p>',
    ],
    ['a condition over paragraphs', '{% if title %}<p>a</p>{% else %}<p>b</p>{% endif %}'],
    [
      'a picture and its link',
      '<p><a href="{{ my.link }}?a=1&b=2" target=_blank><img src="cid:x" alt="Our map"></a></p>',
    ],
    [
      'a table, kept whole',
      '<p>See</p><table><tr><td><table><tr><td>1</td></tr></table></td></tr></table><p>!</p>',
    ],
    ['lists that are left open', '<ul><li>one<li>two</ul><p>a<p>b'],
    [
      'comments, also of Liquid',
      '<p>a</p><!-- <p> --><!--[if mso]><p><![endif]-->{% comment %}<b>{% endcomment %}',
    ],
    ['a style sheet', '<style>p > a { color: red }</style><p>x</p>'],
    [
      'letters without a letter here',
      '<p>2 &times; 3&nbsp;&mdash; &#123;&#123; x }}</p>'.replace('&mdash;', '—'),
    ],
    ['braces in quotes', '<p>{{ "}}" }}{% assign x = "%}" %}</p>'],
    ['marks that are none', '<p>1 &lt; 2 {{ and {% so on</p>'],
    ['a break', 'One<br>two<br/>three<hr class="x">'],
  ])('keeps %s letter by letter', (_name, source) => {
    expect(again(source)).toBe(source);
  });

  it('may spell characters otherwise, and nothing else', () => {
    expect(again('<p>&quot;Fish &#38; chips&quot; &eacute; & x</p>')).toBe(
      '<p>"Fish &amp; chips" é &amp; x</p>',
    );
  });

  it.each([
    ['tags that do not fit', '<p><b>a</p></b>'],
    ['a condition that cuts a tag', '<b>{% if x %}</b>{% endif %}'.replace('</b>', '</i>')],
    ['a tag that never ends', '<p>a</p><a href="x'],
    ['nothing but a table', '<table><tr><td>All of it</td></tr></table>'],
    ['a letter that stands beside chips here', `<p>a${FILLER}</p>`],
    ['nesting without end', '<b>'.repeat(80) + '</b>'.repeat(80)],
  ])('leaves %s to the source', (_name, source) => {
    expect(parsed(source)).toBeUndefined();
  });

  it('never drops anything, whatever it is given', () => {
    const pieces = fc.constantFrom(
      ...[
        '<p>',
        '</p>',
        '<b>',
        '</b>',
        '<li>',
        '<ul>',
        '</ul>',
        '<br>',
        '<img src=x>',
        '<td>',
        '</td>',
        '<!--',
        '-->',
      ],
      ...[
        '{{',
        '}}',
        '{%',
        '%}',
        'if',
        '"',
        "'",
        ' ',
        '<',
        '>',
        '&',
        '&nbsp;',
        '&times;',
        '&#123;',
        'word',
        '\n',
        'é',
      ],
    );
    const plain = (source: string) =>
      source
        .replaceAll('&nbsp;', '\u{a0}')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (words) => {
        const source = words.join('');
        const made = again(source);
        if (made === undefined) return;
        expect(plain(made)).toBe(plain(source));
        expect(again(made)).toBe(made);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads hostile sources in time', () => {
    for (const piece of ['{{', '{% raw %}', '&times;', '&', '<!--', '<style>', "{{ ' }}", '<td', '<'])
      parsed(piece.repeat(30_000 / piece.length));
  });
});
