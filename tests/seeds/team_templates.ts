import { renamed, STAYS, unread } from '../support/truth/fields/written.js';
import type { Wire } from '../support/truth/world.js';
import type { Seed } from './seed.js';

const says = (text: unknown, asked: string): boolean =>
  String(text).toLowerCase().includes(asked.toLowerCase());

export const teamTemplates: Seed<'team_templates'> = {
  records: [
    {
      body: {
        title: 'Team Alpha',
        subject: 'First of all',
        body: '<p>Hi {{first_name}}</p>',
        tags: ['vip', 'alpha'],
      },
    },
    { body: { title: 'Team Omega', subject: 'Second', body: '<p>Again</p>', tags: ['cold'] } },
    { body: { title: 'Team Beta', subject: 'Third', body: '<p>Old</p>', open_tracking: false } },
    { body: { title: 'Team Zeta', subject: 'Fourth' } },
  ],
  another: (n) => ({ title: `Team ${n}`, subject: 'Hello', body: '<p>Hello</p>' }),
  change: { title: 'Team Zeta', archived_at: '2026-02-01T00:00:00Z' },
  filters: {
    search: {
      asks: () => ['alpha', 'OMEGA', 'second', '%', 'nobody has this'],
      takes: (template, asked) => says(`${template['title'] ?? ''} ${template['subject'] ?? ''}`, asked),
    },
    tag_ids: (template, { rows }) =>
      rows.tags.filter(({ name }) => template['tags'].includes(name)).map((tag: Wire) => tag['id'] as number),
    tag: (template) => template['tags'] as unknown,
    include_archived_templates: {
      asks: () => ['true', 'false'],
      takes: (template, asked) => asked === 'true' || template['archived_at'] === null,
    },
  },
  fields: (made) => ({
    title: { moves: ['last_modified_at'] },
    tags: { value: ['one'], other: ['one', 'two'], moves: ['last_modified_at'] },
    body: { value: '<p>Other</p>', other: '<p>Größe</p>', moves: ['body_preview'] },
    open_tracking: renamed('open_tracking_enabled', { moves: ['open_tracking_enabled'], ...STAYS }),
    click_tracking: renamed('click_tracking_enabled', { moves: ['click_tracking_enabled'], ...STAYS }),
    attachment_ids: unread('are listed: tests/api/team-templates.test.ts'),
    archived_at: { value: '2027-01-02T03:04:05.000000+00:00', other: '2027-02-03T04:05:06.000007+00:00' },
    group_ids: {
      value: [made('groups', 0)],
      other: [made('groups', 1)],
      read: (record) => (record['groups'] as Wire[]).map(({ id }) => id as number),
      moves: ['groups'],
    },
  }),
  defaults: {
    lifted: { include_archived_templates: 'true' },
    bare: (template) => template['archived_at'] === null,
    asked: (template) => [`ids=${template['id']}`],
  },
};
