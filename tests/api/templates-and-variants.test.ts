import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, type Caller, createTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let admin: Caller;
let people = 0;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  admin = await server.team();
});

async function made(url: string, body: object = {}, caller = admin): Promise<Answer['body']> {
  const answer = await caller.call('POST', url, body);
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body.data;
}
const refused = async (url: string, body: object, field: string, caller = admin) => {
  const answer = await caller.call('POST', url, body);
  expect(answer.status, answer.text).toBe(422);
  expect(Object.keys(answer.body.errors)).toEqual([field]);
  return answer.body.errors[field][0] as string;
};
const person = (fields: object = {}) => {
  people += 1;
  return made('/v2/people', { email_address: `t${people}@example.com`, first_name: 'Tess', ...fields });
};

describe('snippets', () => {
  test('are personal unless shared, one per key, and Liquid', async () => {
    const rep = await server.colleague(admin);
    const mine = await made('/v2/snippets', { key: 'sign_off', body: 'Best, {{my.first_name}}' }, rep);
    expect(mine).toMatchObject({ key: 'sign_off', name: 'sign_off', shared: false });
    expect(await refused('/v2/snippets', { key: 'sign_off', body: 'x' }, 'key', rep)).toBe(
      'has already been taken',
    );
    await refused('/v2/snippets', { key: 'Sign Off', body: 'x' }, 'key');
    expect(await refused('/v2/snippets', { key: 'bad', body: 'a\n{% if %}{{' }, 'body')).toMatch(
      /^is not valid Liquid: .* \(line 2, column \d+\)$/,
    );
    const other = await server.colleague(admin);
    expect((await other.call('GET', `/v2/snippets/${mine.id}`)).status).toBe(404);
    await rep.call('PUT', `/v2/snippets/${mine.id}`, { shared: true });
    expect((await other.call('GET', `/v2/snippets/${mine.id}`)).status).toBe(200);
    expect((await other.call('PUT', `/v2/snippets/${mine.id}`, { body: 'x' })).status).toBe(403);
    expect((await rep.call('DELETE', `/v2/snippets/${mine.id}`)).status).toBe(204);
    expect((await rep.call('DELETE', `/v2/snippets/${mine.id}`)).status).toBe(204);
    expect((await other.call('GET', '/v2/snippets?key=sign_off')).body.data).toEqual([]);
  });
});

describe('previews', () => {
  test('show a template as it would be for a person, with the missing fields', async () => {
    await made('/v2/snippets', { key: 'bye', body: '<i>Bye, {{my.first_name}}</i>' });
    const template = await made('/v2/email_templates', {
      title: 'T',
      subject: 'Hi {{first_name}} of {{company}}',
      body: '<p>As {{title}}: {{ snippets.bye }}</p>',
    });
    const tess = await person({ person_company_name: 'A & B' });
    const shown = await made(`/v2/email_templates/${template.id}/preview`, { person_id: tess.id });
    expect(shown).toEqual({
      subject: 'Hi Tess of A & B',
      body: '<p>As [title]: <i>Bye, User</i></p>',
      body_text: 'As [title]: Bye, User',
      missing_fields: ['title'],
      empty_fields: ['title'],
      unknown_fields: [],
      problems: [],
    });
    await refused(`/v2/email_templates/${template.id}/preview`, { person_id: 999_999 }, 'person_id');
    const stranger = await server.team();
    const url = `/v2/email_templates/${template.id}/preview`;
    expect((await stranger.call('POST', url, { person_id: tess.id })).status).toBe(404);
  });

  test('of an unsaved text name what is wrong, with line and column', async () => {
    const checked = await made('/v2/email_previews', {
      subject: 'Hi {{ first_name | shout }}',
      body: 'line one\n  {% if title %}',
    });
    expect(checked).toEqual({
      subject: null,
      body: null,
      body_text: null,
      missing_fields: [],
      empty_fields: [],
      unknown_fields: [],
      problems: [
        { field: 'subject', message: 'undefined filter: shout', line: 1, column: 4 },
        { field: 'body', message: 'tag {% if title %} not closed', line: 2, column: 3 },
      ],
    });
    const tess = await person();
    const endless = await made('/v2/email_previews', {
      person_id: tess.id,
      body: '{% for i in (1..99999999) %}x{% endfor %}',
    });
    expect(endless.problems).toMatchObject([
      { field: null, message: 'memory alloc limit exceeded', line: 1 },
    ]);
  });

  test('tell a name that no record has from a field that is empty', async () => {
    const tess = await person();
    const letter = {
      subject: '{{ frist_name }}',
      body: '<a href="?%7B%7Btitle%7D%7D">{{ tilte | default: "x" }}</a>',
    };
    const unknown = [
      { field: 'subject', message: 'there is no field frist_name', line: null, column: null },
      { field: 'body', message: 'there is no field tilte', line: null, column: null },
    ];
    const shown = await made('/v2/email_previews', { ...letter, person_id: tess.id });
    expect(shown).toMatchObject({
      subject: '[frist_name]',
      missing_fields: ['frist_name', 'title'],
      problems: unknown,
    });
    expect((await made('/v2/email_previews', letter)).problems).toEqual(unknown);
  });

  test('use the step: its name, day and defaults', async () => {
    const { id: cadence } = await made('/v2/cadences', { name: '7x7', team_cadence: true });
    const step = await made('/v2/steps', {
      cadence_id: cadence,
      type: 'email',
      name: 'Opener',
      missing_fields: 'default',
      field_defaults: { title: 'boss' },
    });
    const tess = await person();
    const shown = await made('/v2/email_previews', {
      person_id: tess.id,
      step_id: step.id,
      body: '{{step.name}} {{step.day}} {{cadence.name}} {{title}}',
    });
    expect(shown).toMatchObject({ body: 'Opener 1 7x7 boss', missing_fields: [] });
  });
});

describe('email_missing_tags', () => {
  test('lists what cannot be filled, by part', async () => {
    const tess = await person();
    expect(
      await made('/v2/email_missing_tags', {
        person_id: tess.id,
        subject: '{{title}} {{first_name}}',
        body: '{{ title }} {{ account.name }} {% if city %}{{ city }}{% endif %} {{ state | default: "x" }}',
      }),
    ).toEqual({
      missing_tags: ['title', 'account.name'],
      subject: ['title'],
      body: ['title', 'account.name'],
    });
    await refused('/v2/email_missing_tags', { person_id: tess.id, body: '{{ oops' }, 'body');
    await refused('/v2/email_missing_tags', { body: 'x' }, 'person_id');
  });
});

describe('versions of an e-mail step', () => {
  async function scene() {
    const { id: cadence } = await made('/v2/cadences', { name: 'AB', team_cadence: true });
    const step = await made('/v2/steps', { cadence_id: cadence, type: 'email' });
    const template = await made('/v2/email_templates', { title: 'A', subject: 'A', body: 'A' });
    return { cadence, step: step.id as number, template: template.id as number };
  }

  test('are kept with their step; one is declared the winner', async () => {
    const s = await scene();
    const add = (name: string, weight?: number) =>
      made('/v2/step_variants', { step_id: s.step, name, email_template_id: s.template, weight });
    const [a, b] = [await add('A'), await add('B', 3)];
    expect(a).toMatchObject({
      name: 'A',
      weight: 1,
      winner: false,
      step: { id: s.step },
      email_template: { id: s.template },
      counts: { sent_emails: 0, views: 0, clicks: 0, replies: 0, bounces: 0 },
    });
    const won = await made(`/v2/step_variants/${b.id}/declare_winner`);
    expect(won.winner).toBe(true);
    expect((await made(`/v2/step_variants/${a.id}/declare_winner`)).winner).toBe(true);
    const listed = await admin.call(
      'GET',
      `/v2/step_variants?step_id=${s.step}&sort_by=created_at&sort_direction=ASC`,
    );
    expect(listed.body.data.map((v: { winner: boolean }) => v.winner)).toEqual([true, false]);
    expect((await made(`/v2/step_variants/${a.id}/declare_winner`, { declared: false })).winner).toBe(false);
    const suggestion = await admin.call('GET', `/v2/steps/${s.step}/variant_suggestion`);
    expect(suggestion.body.data).toEqual({ step_variant: null });
    // A template that is sent stays.
    expect((await admin.call('DELETE', `/v2/email_templates/${s.template}`)).status).toBe(422);
    expect((await admin.call('DELETE', `/v2/step_variants/${a.id}`)).status).toBe(204);
    expect((await admin.call('DELETE', `/v2/step_variants/${a.id}`)).status).toBe(204);
    expect((await admin.call('GET', `/v2/step_variants?cadence_id=${s.cadence}`)).body.data).toHaveLength(1);
  });

  test('refuse what does not fit', async () => {
    const s = await scene();
    const call = await made('/v2/steps', { cadence_id: s.cadence, type: 'phone' });
    const body = { step_id: s.step, name: 'A', email_template_id: s.template };
    await refused('/v2/step_variants', { ...body, step_id: call.id }, 'step_id');
    await refused('/v2/step_variants', { ...body, step_id: 999_999 }, 'step_id');
    await refused('/v2/step_variants', { ...body, email_template_id: 999_999 }, 'email_template_id');
    await refused('/v2/step_variants', { ...body, weight: 1001 }, 'weight');
    const rep = await server.colleague(admin);
    expect((await rep.call('POST', '/v2/step_variants', body)).status).toBe(403);
  });
});
