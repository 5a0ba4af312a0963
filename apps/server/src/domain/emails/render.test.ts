import { describe, expect, it } from 'vitest';
import { renderEmail } from './render.js';

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
    expect(render('x', 'Dear {{last_name}}')).toEqual({
      ok: false,
      reason: 'The template uses last_name, which has no value for this person.',
    });
    expect(render('x', 'Dear {{last_name | default: "friend"}}')).toMatchObject({ ok: true });
    expect(render('x', '{% if last_name %}a{% else %}b{% endif %}')).toMatchObject({ ok: true });
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
