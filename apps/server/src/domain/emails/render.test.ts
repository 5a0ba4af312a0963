import { Liquid } from 'liquidjs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RENDER_MS } from './render-language.js';
import { TextCache } from './render-limits.js';
import { renderLiquid } from './render-liquid.js';
import { liquidProblem, previewEmail, renderEmail } from './render.js';

const now = new Date('2026-03-02T10:00:00Z');
const context = {
  person: {
    first_name: 'Ann & Bo',
    last_name: null,
    custom_fields: { Color: '<b>red</b>' },
    email_address: 'ann@x.test',
  },
  account: { name: 'Acme' },
  sender: { first_name: 'Sam', email_signature: '<i>Sam</i>' },
  timeZone: 'Asia/Tokyo',
};
const render = (subject: string, body: string) => renderEmail({ subject, body }, context, now);

describe('renderEmail', () => {
  it('fills fields, escaped in the body and plain in the subject', () => {
    const mail = render(
      'Hi {{first_name}} at {{company}}',
      '<p>{{person.first_name}} {{custom_fields.Color}} {{my.first_name}} {{date.today}}</p>',
    );
    expect(mail).toMatchObject({ ok: true, subject: 'Hi Ann & Bo at Acme' });
    if (!mail.ok) return;
    expect(mail.bodyHtml).toBe(
      '<p>Ann &amp; Bo &lt;b&gt;red&lt;/b&gt; Sam 2 March 2026</p><br><br><i>Sam</i>',
    );
    expect(mail.bodyText).toContain('Ann & Bo <b>red</b> Sam');
  });

  it('stops on a field without a value, unless the template copes', () => {
    expect(render('x', 'Dear {{last_name}}')).toMatchObject({
      ok: false,
      reason: { text: 'The template uses last_name, which has no value for this person.' },
    });
    expect(render('x', 'Dear {{last_name | default: "friend"}}')).toMatchObject({ ok: true });
    expect(render('x', '{% if last_name %}a{% else %}b{% endif %}')).toMatchObject({ ok: true });
  });

  it.each([
    '{{ last_name | strip | default: "friend" }}',
    '{{ last_name | default: "friend" | upcase | downcase }}',
    '{{ person.last_name | strip | capitalize | default: "friend" | strip }}',
    '{{ last_name | prepend: "Dr. " | default: "friend" }}',
    '{{ custom_fields.None | date: "%Y" | default: "friend" }}',
    '{% if first_name %}{% for i in (1..1) %}{{ last_name | strip | default: "friend" }}{% endfor %}{% endif %}',
    '{% assign name = last_name | prepend: "Dr. " | default: "friend" %}{{ name }}',
    '{% capture name %}{{ last_name | strip | default: "friend" }}{% endcapture %}{{ name }}',
    '{% liquid echo last_name | strip | default: "friend" %}',
  ])('says what default says, wherever it stands: %s', (body) => {
    expect(render('x', body)).toMatchObject({ ok: true, bodyText: expect.stringMatching(/^friend\b/) });
  });

  it('filters before a default are for values; without a default a field stops it as before', () => {
    const filled = render('{{ first_name | prepend: "Dr. " | default: "friend" }}', 'x');
    expect(filled).toMatchObject({ ok: true, subject: 'Dr. Ann & Bo' });
    expect(render('x', '{{ last_name | strip }}')).toMatchObject({ ok: false });
    expect(render('x', '{{ last_name | default: "a" }} {{ last_name | strip }}')).toMatchObject({
      ok: false,
    });
  });

  it('stops on a broken, endless or huge template and reaches no prototype and no file', () => {
    expect(render('x', '{% if %}{{').ok).toBe(false);
    expect(render('x', '{% for i in (1..100000000) %}x{% endfor %}').ok).toBe(false);
    expect(
      render('x', '{% for i in (1..9000) %}{% for j in (1..9000) %}{{ i }}{% endfor %}{% endfor %}').ok,
    ).toBe(false);
    expect(render('x', '{{ person.constructor }}').ok).toBe(false);
    expect(render('x', '{% include "package.json" %}').ok).toBe(false);
    expect(render('x', ' ').ok).toBe(false);
  });
});

describe('every tag and filter', () => {
  const values = ['first_name', 'person', 'custom_fields', '3', '"2026-01-01"', '(1..3)', 'nil', 'date'];
  const given = ['', ': 1', ': "a", "b"', ': person', ': nil', ': "x", "x == 1"'];
  // What programs call things: their values, files and errors.
  const INTERNAL =
    /\[object|ENOENT|EACCES|is not a function|Cannot |undefined \(|prototype|node_modules|\.(?:js|mjs|liquid)\b|<Symbol|Invalid time/;

  it('makes text or says why not, and shows nothing of the program', { timeout: 120_000 }, () => {
    const filters = Object.keys(new Liquid().filters);
    const tags = Object.keys(new Liquid().tags);
    expect([filters.length > 60, tags.length > 15]).toEqual([true, true]);
    const shown: string[] = [];
    // Five thousand faults, each of which would look up where it comes from: only what it says is looked at here.
    const frames = Error.stackTraceLimit;
    onTestFinished(() => {
      Error.stackTraceLimit = frames;
    });
    Error.stackTraceLimit = 0;
    const look = (template: string) => {
      const mail = render('x', `${template}.`);
      const text = mail.ok ? mail.bodyHtml : mail.reason.text.replace(template, '');
      if (INTERNAL.test(text)) shown.push(`${template} -> ${text.slice(0, 200)}`);
    };
    for (const value of values) {
      look(`{{ ${value} }}`);
      for (const filter of filters) for (const more of given) look(`{{ ${value} | ${filter}${more} }}`);
      for (const tag of tags) {
        look(`{% ${tag} ${value} %}`);
        look(`{% ${tag} ${value} %}x{% end${tag} %}`);
        look(`{% ${tag} x in ${value} %}{{ x }}{% end${tag} %}`);
      }
    }
    expect(shown).toEqual([]);
  });
});

describe('limits', () => {
  const cut = (body: string) => render('x', body);
  it.each([
    [
      'a loop without an end in sight',
      '{% for i in (1..249999) %}{% for j in (1..9999) %}{% endfor %}{% endfor %}',
    ],
    ['a table without one', '{% tablerow i in (1..1000000) %}{% endtablerow %}'],
    [
      'a text that doubles',
      '{% assign a = "x" %}{% for i in (1..99) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
    ],
    [
      'a text that grows by replacing',
      '{% assign a = "xxxxxxxxxx" %}{% for i in (1..99) %}{% assign a = a | replace: "x", "xxxxxxxxx" %}{% endfor %}{{ a }}',
    ],
    ['a long sort', '{% assign a = (1..999999) | sort | reverse | sort %}x'],
    ['a result that is too long', '{% for i in (1..60000) %}0123456789{% endfor %}'],
    ['a pad', '{{ "now" | date: "%9999999d" }}'],
    ['a text that is too long', 'x'.repeat(200_001)],
    ['deep nesting', '{% if a %}'.repeat(12_000) + '{% endif %}'.repeat(12_000)],
  ])('cut off %s', (_, body) => {
    expect(cut(body)).toMatchObject({
      ok: false,
      reason: { text: expect.stringMatching(/cannot be rendered|no text/) },
    });
  });

  it('keep the text part of a hostile body cheap', () => {
    expect(cut('<div>'.repeat(30_000))).toMatchObject({ ok: true });
    expect(cut('<table><tr><td>'.repeat(10_000))).toMatchObject({ ok: true });
    expect(cut('<'.repeat(190_000))).toMatchObject({ ok: true });
  });

  it.each([
    ['outputs', '{{"a"}}'.repeat(28_000)],
    ['tags', '{%if a%}'.repeat(1200) + '{%endif%}'.repeat(1200)],
    ['filters in one output', `{{ "a"${'|upcase'.repeat(20_000)} }}`],
    ['lines in one tag', `{% liquid\n${'echo "a"\n'.repeat(15_000)}%}`],
    ['output that never ends', `{{ ${'a'.repeat(30_000)}`],
    ['snippets of snippets', `${'{{ snippets.a }}'.repeat(900)}`],
    ['steps', '{% for a in (1..150) %}{% for b in (1..150) %}x{% endfor %}{% endfor %}'],
  ])('have a number of %s', (_, body) => {
    expect(
      renderEmail(
        { subject: 'x', body },
        { ...context, snippets: new Map([['a', 'b'.repeat(100_000)]]) },
        now,
      ),
    ).toMatchObject({ ok: false, reason: { text: expect.stringContaining('cannot be rendered') } });
  });

  it('search missing fields in a number of steps', () => {
    const loop = '{% for a in (1..900) %}x{% endfor %}';
    const fields = Array.from({ length: 49 }, (_, index) => `{{ f${index} }}`).join('');
    expect(() => previewEmail({ subject: 'x', body: loop + fields }, context, now)).toThrow(/limit exceeded/);
    expect(previewEmail({ subject: 'x', body: fields }, context, now).missing.body).toHaveLength(49);
  });

  it('are rendered also where the processor is busy with others', () => {
    // A thread that stands still, as one does behind many others.
    const standStill = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RENDER_MS + 50);
    const fill = (path: string) => {
      standStill();
      return path;
    };
    expect(renderLiquid('plain', '{{ a }} {{ b }}', {}, fill).text).toBe('a b');
  });

  it('of more elements than an e-mail has get a bare text', () => {
    const heavy = cut(`${'<ul>'.repeat(20_000)}<li>a &lt;b&gt;</li>`);
    expect(heavy).toMatchObject({ ok: true, bodyText: expect.stringMatching(/^a <b>/) });
    expect(cut(`${'<blockquote>'.repeat(90)}${'a<br>'.repeat(30_000)}`)).toMatchObject({ ok: true });
  });

  it.each(['__proto__', 'constructor', 'toString', 'custom_fields.constructor', 'person.__proto__'])(
    'reach nothing through %s, with a default or without',
    (path) => {
      expect(render('x', `a{{ ${path} }}`).ok).toBe(false);
      const filled = renderEmail(
        { subject: 'x', body: `a{{ ${path} }}` },
        { ...context, fieldDefaults: { [path.replace(/^person\./, '')]: 'safe' } },
        now,
      );
      expect(filled).toMatchObject({ ok: true, bodyHtml: expect.stringContaining('asafe') });
      expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    },
  );
});

describe('fields without a value', () => {
  const body =
    'Dear {{last_name}} of {{ account.industry }}, {{ custom_fields["Shoe size"] }} {{ last_name }}';

  it('are all named at once', () => {
    expect(render('{{title}}', body)).toMatchObject({
      ok: false,
      reason: {
        text: 'The template uses title, last_name, account.industry and custom_fields.Shoe size, which have no value for this person.',
      },
    });
  });

  it('take the default of the step, under either name', () => {
    const fieldDefaults = {
      last_name: 'friend',
      'account.industry': 'trade',
      'custom_fields.Shoe size': '<9>',
    };
    const mail = renderEmail(
      { subject: 'x', body: `${body} {{person.last_name}}` },
      { ...context, fieldDefaults },
      now,
    );
    expect(mail).toMatchObject({
      ok: true,
      bodyHtml: expect.stringContaining('Dear friend of trade, &lt;9&gt; friend friend'),
    });
    // One that was named before texts had one form.
    const size = 'custom_fields.Größe';
    const named = { ...context, fieldDefaults: { [size.normalize('NFD')]: '9' } };
    expect(renderEmail({ subject: 'x', body: `{{ ${size} }}` }, named, now)).toMatchObject({ ok: true });
    // A value the person has is never replaced.
    const own = renderEmail(
      { subject: 'x', body: '{{first_name}}' },
      { ...context, fieldDefaults: { first_name: 'friend' } },
      now,
    );
    expect(own).toMatchObject({ bodyHtml: expect.stringContaining('Ann &amp; Bo') });
  });

  it('stand in brackets in a preview', () => {
    const shown = previewEmail({ subject: 'Hi {{title}}', body }, { ...context, account: null }, now);
    expect(shown.subject).toBe('Hi [title]');
    expect(shown.bodyText).toContain(
      'Dear [last_name] of [account.industry], [custom_fields.Shoe size] [last_name]',
    );
    expect(shown.missing).toEqual({
      subject: ['title'],
      body: ['last_name', 'account.industry', 'custom_fields.Shoe size'],
    });
  });
});

describe('snippets, step and cadence', () => {
  const snippets = new Map([
    ['intro', 'Hello {{first_name}}, <b>{{ snippets.who }}</b>'],
    ['who', 'it is {{my.first_name}}'],
    ['a', '{{ snippets.b }}'],
    ['b', '{{ snippets.a }}'],
    ['lacking', '{{ last_name }}'],
  ]);
  const withSnippets = (body: string) =>
    renderEmail(
      { subject: 'x', body },
      { ...context, snippets, step: { name: 'First', day: 3, number: 1 }, cadence: { name: '7x7' } },
      now,
    );

  it('are put in with their fields, and their HTML stays HTML', () => {
    expect(
      withSnippets('<p>{{ snippets.intro }} {{ step.name }} {{step.day}} {{cadence.name}}</p>'),
    ).toMatchObject({
      bodyHtml: expect.stringContaining('<p>Hello Ann &amp; Bo, <b>it is Sam</b> First 3 7x7</p>'),
    });
  });

  it('are refused when they are unknown, name themselves, or lack a field', () => {
    expect(withSnippets('{{ snippets.nope }}')).toMatchObject({
      ok: false,
      reason: { text: 'The template cannot be rendered: there is no snippet "nope".' },
    });
    expect(withSnippets('{{ snippets.a }}')).toMatchObject({
      reason: { text: expect.stringContaining('nested more than 5 deep') },
    });
    expect(withSnippets('{{ snippets.lacking }}')).toMatchObject({
      reason: { text: 'The template uses last_name, which has no value for this person.' },
    });
  });

  it('grow no text without bound', () => {
    const bomb = new Map(
      ['a', 'b', 'c', 'd', 'e'].map((key, index, all) => [
        key,
        `{{ snippets.${all[index + 1] ?? 'x'} }}`.repeat(500),
      ]),
    );
    bomb.set('x', 'x');
    expect(
      renderEmail({ subject: 'x', body: '{{ snippets.a }}' }, { ...context, snippets: bomb }, now),
    ).toMatchObject({
      ok: false,
    });
  });
});

describe('liquidProblem', () => {
  it('says what is wrong, and where', () => {
    expect(liquidProblem('fine {{ first_name }}')).toBeUndefined();
    expect(liquidProblem('one\n  {{ first_name | shout }}')).toEqual({
      message: 'undefined filter: shout',
      line: 2,
      column: 3,
    });
    expect(liquidProblem('{% if title %}')).toMatchObject({ line: 1, column: 1 });
  });

  it('refuses other templates by any tag, and filters that are for programs, before anything is looked for', () => {
    for (const tag of [
      '{% include "x" %}',
      '{%- include first_name -%}',
      '{% render "../../package.json", a: 1 %}',
      '{% layout "x" %}',
      '{% layout none %}',
      '{% block a %}x{% endblock %}',
      '{% liquid\n assign a = 1\n include "x" %}',
      '{% if title %}{% render "x" %}{% endif %}',
    ])
      expect(liquidProblem(tag)?.message, tag).toMatch(/^\{% \w+ %\} does not exist here: .* a snippet/);
    for (const filter of ['inspect', 'json', 'jsonify', 'sample', 'constructor', 'toString', '__proto__'])
      expect(liquidProblem(`{{ first_name | ${filter} }}`)?.message, filter).toMatch(/filter/);
  });
});

describe('TextCache', () => {
  it('keeps by bytes, forgets the longest unused, and takes no long text', () => {
    const cache = new TextCache<number>(10_000, 300);
    for (let index = 0; index < 100; index += 1) {
      cache.set(`text ${index}`, index, 100);
      cache.get('text 0');
      expect(cache.bytes).toBeLessThanOrEqual(10_000);
    }
    expect(cache.get('text 0')).toBe(0);
    expect(cache.get('text 1')).toBeUndefined();
    expect(cache.get('text 99')).toBe(99);
    cache.set('a'.repeat(301), 1, 0);
    expect(cache.get('a'.repeat(301))).toBeUndefined();
    cache.set('heavy', 1, 5_000);
    expect(cache.get('heavy')).toBeUndefined();
  });
});
