import { describe, expect, it } from 'vitest';
import { isBlank } from '@cadenza/contract';
import { isTemplatePath } from './field-rules.js';
import { namedPaths } from './render-liquid.js';
import { withPlainTags } from './render-references.js';
import { renderEmail } from './render.js';

const now = new Date('2026-03-02T10:00:00Z');
const context = (person: object) => ({
  person: { email_address: 'ann@x.test', custom_fields: {}, ...person },
  account: null,
  sender: { first_name: 'Rhea' },
  timeZone: 'UTC',
});
const body = (text: string, person: object = { first_name: 'Ann' }) => {
  const mail = renderEmail({ subject: 's', body: text }, context(person), now);
  return mail.ok ? mail.bodyHtml : mail.reason.text;
};

describe('tags of rich-text editors', () => {
  it.each([
    ['<p>{{ title | default: &quot;there&quot; }}</p>', '<p>there</p>'],
    ['<p>Hi {{&nbsp;first_name&nbsp;}}</p>', '<p>Hi Ann</p>'],
    ['<p>{% if first_name == &#39;Ann&#39; %}A{% endif %}</p>', '<p>A</p>'],
    ['<p>{% if 2 &gt; 1 %}yes{% endif %}</p>', '<p>yes</p>'],
    ['{% if 1 &lt;= 2 &#x26;&#38; x %}{% endif %}', /cannot be rendered/],
    ['{{ custom_fields[&#39;X&#39;] | default: &#x27;none&#x27; }}', 'none'],
    ['{{ title | default: \u201cthere\u201d }}', 'there'],
    ['{{ title | default: \u2018there\u2019 }}', 'there'],
    ['{{ title | default: "it\u2019s" }}', 'it\u2019s'],
    ['{{\u200bfirst_name\u00a0}}', 'Ann'],
    ['&lt;b&gt; &amp; {{ first_name }} &quot;x&quot;', '&lt;b&gt; &amp; Ann &quot;x&quot;'],
    ['<a href="https://x.test/?n=%7B%7Bfirst_name%7D%7D">x</a>', '<a href="https://x.test/?n=Ann">x</a>'],
    ['<a href="/%7b%7b%20title%20%7C%20default:%20%22you%22%20%7d%7d/%20">', '<a href="/you/%20">'],
    ['<a href="?%7B%25%20if%20first_name%20%25%7Da%7B%25 endif %25%7D">', /cannot be rendered/],
    ['<a href="?%7B%25%20if%20first_name%20%25%7Da%7B%25%20endif%20%25%7D">', '<a href="?a">'],
    ['&#123;&#123; first_name &#125;&#125;, &lbrace;&#x7B;first_name}&rcub;', 'Ann, Ann'],
    ['&lcub;&percnt; if first_name == &quot;Ann&quot; &#37;&#x7d;A{% endif %}', 'A'],
    [
      '<p>%7B%7B is how {{ first_name }} writes it, 100%} %7D%7D</p>',
      '<p>%7B%7B is how Ann writes it, 100%} %7D%7D</p>',
    ],
    ['%7B%7B%ZZ%7D%7D &#123; {{ first_name }}', '%7B%7B%ZZ%7D%7D &#123; Ann'],
    ['{ {&nbsp;} } {{ first_name }}', '{ {&nbsp;} } Ann'],
  ])('%s', (text, want) => {
    if (typeof want === 'string') expect(body(text)).toBe(want);
    else expect(body(text)).toMatch(want);
  });

  it('reads a text of openings without ends once', () => {
    for (const text of [
      '{{'.repeat(50_000),
      '{%'.repeat(50_000) + '}}',
      `${'{{ a %} '.repeat(20_000)}{% b }}`,
      '%7B%7B'.repeat(30_000),
      '&#123;&#123;'.repeat(15_000) + '%7D%7D'.repeat(5_000),
    ])
      expect(withPlainTags(text).length).toBeLessThanOrEqual(text.length);
  });
});

describe('blank is empty', () => {
  it.each(['  ', '\u00a0', '\u200b', '\ufeff \t', '\u2060\u3000', ''])('%j', (value) => {
    expect(isBlank(value)).toBe(true);
    expect(body("Hi {{ first_name | default: 'there' }}", { first_name: value })).toBe('Hi there');
    expect(body('Hi {{ first_name }}', { first_name: value })).toContain('first_name, which has no value');
    expect(body('{{ custom_fields.X | default: "d" }}', { custom_fields: { X: value } })).toBe('d');
  });
  it.each(['0', ' a ', 0, false, 'ㅤx'])('%j is not', (value) => expect(isBlank(value)).toBe(false));
});

describe('names that no record has', () => {
  it('are told apart from fields that are empty', () => {
    expect(body('{{ my_frst_name }} {{ title }}')).toBe(
      'The template names a field that does not exist: my_frst_name.',
    );
    expect(body('{{ title }}')).toBe('The template uses title, which has no value for this person.');
  });

  it('are found without a person', () => {
    const text = `{{ frst_name }} {{ person.titel }} {{ account.name }} {{ custom_fields['A. b'] }} {{ person[x] }}
      {% assign greeting = first_name %}{{ greeting }} {% for tag in tags %}{{ tag }}{{ forloop.index }}{% endfor %} {{ snippets.a }}`;
    expect(namedPaths(text).filter((path) => !isTemplatePath(path))).toEqual([
      'frst_name',
      'person.titel',
      'x',
    ]);
    expect(namedPaths('{{ broken')).toEqual([]);
  });
});
