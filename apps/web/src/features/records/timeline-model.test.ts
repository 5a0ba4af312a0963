import { expect, test } from 'vitest';
import { dated } from '../../ui/format';
import { comingLines, type Entry, pastLine } from './timeline-model';

const entry = (state: string, at: string | null, more: Partial<Entry> = {}): Entry => ({
  state,
  at,
  type: 'phone',
  day: 3,
  step_name: 'Call',
  reason: 'On time.',
  action: null,
  step: null,
  email: null,
  ...more,
});

test('what will happen, of all cadences: the farthest first, without a date above it', () => {
  const lines = comingLines([
    { cadence: 'A', entries: [entry('done', '2026-01-01T00:00:00Z'), entry('open', '2026-01-02T00:00:00Z')] },
    {
      cadence: 'B',
      entries: [
        entry('waiting', null),
        entry('planned', '2026-01-03T00:00:00Z', { type: 'email', email: { subject: 'Hello', body: null } }),
      ],
    },
  ]);
  expect(lines.map(({ at }) => at)).toEqual([null, '2026-01-03T00:00:00Z', '2026-01-02T00:00:00Z']);
  expect(lines[1]).toMatchObject({ kind: 'email', title: 'E-mail: Hello', detail: 'B, day 3. On time.' });
  expect(new Set(lines.map(({ key }) => key)).size).toBe(3);
});

test('what happened is said with its subject, and what came of it', () => {
  const sent = pastLine(
    {
      id: 'sent_email-2',
      type: 'sent_email',
      occurred_at: '2026-01-01T00:00:00Z',
      static_data: { email_id: 2 },
      dynamic_data: {
        subject: 'Hello',
        status: 'sent',
        bounced: false,
        counts: { views: 2, replies: 1, clicks: 0 },
      },
      user_guid: null,
    },
    {},
  );
  expect(sent).toMatchObject({
    kind: 'email',
    title: 'E-mail sent: Hello',
    detail: 'opened 2× · answered 1×',
  });
  const odd = {
    id: 'x-1',
    type: null,
    occurred_at: null,
    static_data: null,
    dynamic_data: null,
    user_guid: null,
  };
  expect(pastLine(odd, {})).toMatchObject({ kind: 'other', title: 'Event', detail: null });
});

test('being put on a cadence names it', () => {
  const put = {
    id: 'added_to_cadence-2',
    type: 'added_to_cadence',
    occurred_at: null,
    static_data: { cadence_id: 7 },
    dynamic_data: null,
    user_guid: null,
  };
  expect(pastLine(put, { 7: '7x7' }).title).toBe('Put on a cadence: 7x7');
  expect(pastLine(put, {}).title).toBe('Put on a cadence');
});

test.each([null, 'infinity', '9999-12-31T00:00:00.000000+00:00'])('%s is no moment to name', (at) => {
  expect(dated(at)).toBeNull();
});

test('other moments are named as they came', () => {
  expect(dated('2026-12-02T09:00:00.000000+01:00')).toBe('2026-12-02T09:00:00.000000+01:00');
});
