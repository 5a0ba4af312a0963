import { contract, type Filter, type ListSpec, type ResourceName } from '@cadenza/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainable, type ListQuery, type ReadContext } from '../../apps/server/src/db/listing.js';
import type { View } from '../../apps/server/src/db/view.js';
import { parseList, type RawQuery } from '../../apps/server/src/http/params.js';
import { handlers } from '../../apps/server/src/http/handlers.js';
import { testDatabase } from '../support/database.js';

const PEOPLE = Number(process.env['EXPLAIN_PEOPLE'] ?? 200_000);
let db: Awaited<ReturnType<typeof testDatabase>>;
const run = (text: string, values: unknown[] = []) => db.database.pool.query(text, values);

const NOW = new Date('2026-03-02T09:00:00.000Z');
beforeAll(async () => {
  db = await testDatabase();
  const began = performance.now();
  await seed();
  console.log('seeded in', Math.round(performance.now() - began));
}, 120_000);
afterAll(() => db.close());

async function bulk(table: string, text: string): Promise<void> {
  const began = performance.now();
  const { rows } = await run(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index i
     WHERE indrelid = $1::regclass AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)`,
    [table],
  );
  for (const { name } of rows) await run(`DROP INDEX ${name}`);
  await run(text);
  const mid = performance.now();
  for (const { definition } of rows) await run(definition);
  await run(`ANALYZE ${table}`);
  console.log(table, Math.round(mid - began), Math.round(performance.now() - mid));
}

async function seed(): Promise<void> {
  const fks = await run(
    `SELECT conrelid::regclass::text AS name, quote_ident(conname) AS rule FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f')`,
  );
  for (const { name, rule } of fks.rows) await run(`ALTER TABLE ${name} DROP CONSTRAINT ${rule}`);
  const T = `'2026-01-01T00:00:00Z'::timestamptz`;
  await run(
    `INSERT INTO teams (id, name, created_at, updated_at) SELECT n, 'Team ' || n, ${T}, ${T} FROM generate_series(1, 2) n`,
  );
  await run(
    `INSERT INTO users (team_id, id, guid, email, created_at, updated_at) SELECT 1 + (n > 90)::int, n, gen_random_uuid(), 'u' || n || '@example.com', ${T}, ${T} FROM generate_series(1, 100) n`,
  );
  await run(
    `INSERT INTO person_stages (team_id, id, name, created_at, updated_at) SELECT t, t * 100 + n, 'Stage ' || n, ${T}, ${T} FROM generate_series(1, 2) t, generate_series(1, 12) n`,
  );
  await run(
    `INSERT INTO account_stages (team_id, id, name, created_at, updated_at) SELECT t, t * 100 + n, 'Stage ' || n, ${T}, ${T} FROM generate_series(1, 2) t, generate_series(1, 12) n`,
  );
  await run(
    `INSERT INTO account_tiers (team_id, id, name, created_at, updated_at) SELECT t, t * 100 + n, 'Tier ' || n, ${T}, ${T} FROM generate_series(1, 2) t, generate_series(1, 5) n`,
  );
  await run(
    `INSERT INTO tags (team_id, name, created_at) SELECT 1 + n % 2, 'tag ' || n, ${T} FROM generate_series(1, 400) n`,
  );
  await run(
    `INSERT INTO imports (team_id, id, user_id, created_at, updated_at) SELECT 1 + (n > 180)::int, n, 1 + (n > 180)::int * 90 + n % 10, ${T} + n * interval '1 hour', ${T} FROM generate_series(1, 200) n`,
  );
  await run(
    `INSERT INTO cadences (team_id, id, name, owner_id, creator_id, created_at, updated_at) SELECT 1 + (n > 180)::int, n, 'Cadence ' || n, 1 + (n > 180)::int * 90 + n % 10, 1 + (n > 180)::int * 90 + n % 10, ${T}, ${T} FROM generate_series(1, 200) n`,
  );
  await run(
    `INSERT INTO step_groups (team_id, id, cadence_id, day, position) SELECT 1 + (n > 180)::int, n, n, 1, 0 FROM generate_series(1, 200) n`,
  );
  await run(
    `INSERT INTO steps (team_id, id, cadence_id, step_group_id, day, step_number, type, created_at, updated_at) SELECT 1 + (n > 180)::int, n * 10 + s, n, n, 1, s, (ARRAY['email', 'phone', 'other', 'integration'])[s], ${T}, ${T} FROM generate_series(1, 200) n, generate_series(1, 4) s`,
  );
  const accounts = PEOPLE / 10;
  await bulk(
    'accounts',
    `INSERT INTO accounts (team_id, id, created_at, updated_at, deleted_at, archived_at, name, domain, website, industry, company_type, country, state, city, locale, crm_id, owner_crm_id, prospector_engagement_level, last_contacted_at, owner_id, company_stage_id, company_stage_order, company_stage_name, account_tier_id, account_tier_order, account_tier_name, people_count, tags, custom_fields)
    SELECT team, n, ${T} + n * interval '1 minute', ${T} + (n * 7919 % 500000) * interval '1 minute', CASE WHEN n % 50 = 0 THEN ${T} END, CASE WHEN n % 20 = 0 THEN ${T} END,
      'Company ' || n, 'company' || n || '.example', CASE WHEN n % 3 > 0 THEN 'https://company' || n || '.example' END, 'Industry ' || n % 40, 'Type ' || n % 8, 'Country ' || n % 60, 'State ' || n % 50, 'City ' || n % 900, 'Zone/' || n % 20,
      CASE WHEN n % 2 = 0 THEN '001' || lpad(n::text, 15, '0') END, CASE WHEN n % 2 = 0 THEN '005' || n % 200 END, 'Level ' || n % 4, CASE WHEN n % 2 = 0 THEN ${T} + n * interval '3 minutes' END,
      CASE WHEN n % 15 > 0 THEN 1 + (team - 1) * 90 + n % 10 END, team * 100 + 1 + n % 12, n % 12, 'Stage ' || n % 12, CASE WHEN n % 3 = 0 THEN team * 100 + 1 + n % 5 END, CASE WHEN n % 3 = 0 THEN n % 5 END, CASE WHEN n % 3 = 0 THEN 'Tier ' || n % 5 END, 10,
      CASE WHEN n % 3 = 0 THEN ARRAY['tag ' || 1 + n % 400] ELSE '{}' END, jsonb_build_object('Region', 'Region ' || n % 30)
    FROM (SELECT n, 1 + (n % 20 = 0)::int AS team FROM generate_series(1, ${accounts}) n) x`,
  );
  await bulk(
    'people',
    `INSERT INTO people (team_id, id, created_at, updated_at, deleted_at, first_name, last_name, email_address, phone, title, city, state, country, crm_id, owner_crm_id, locale, job_seniority, last_contacted_at, last_contacted_type, last_replied_at, owner_id, account_id, account_name, import_id, person_stage_id, person_stage_name, bouncing, do_not_contact, eu_resident, success_count, calls, emails_sent, emails_viewed, emails_clicked, emails_replied_to, tags, cadence_ids, starred_by, contact_restrictions, custom_fields)
    SELECT team, n, ${T} + n * interval '10 seconds', ${T} + (n * 7919 % 5000000) * interval '10 seconds', CASE WHEN n % 50 = 0 THEN ${T} END,
      'First ' || n % 2000, 'Last ' || n % 20000, CASE WHEN n % 25 > 0 THEN 'person' || n || '@company' || n % ${accounts} || '.example' END, CASE WHEN n % 3 = 0 OR n % 25 = 0 THEN '+1555' || n END,
      CASE WHEN n % 10 > 0 THEN 'Title ' || n % 500 END, 'City ' || n % 900, 'State ' || n % 50, 'Country ' || n % 60, CASE WHEN n % 2 = 0 THEN '003' || lpad(n::text, 15, '0') END, CASE WHEN n % 2 = 0 THEN '005' || n % 200 END,
      CASE WHEN n % 4 > 0 THEN 'Zone/' || n % 20 END, CASE WHEN n % 3 > 0 THEN (ARRAY['director', 'executive', 'manager', 'unknown'])[1 + n % 4] END,
      CASE WHEN n % 2 = 0 THEN ${T} + n * interval '30 seconds' END, CASE WHEN n % 2 = 0 THEN (ARRAY['call', 'email', 'other'])[1 + n % 3] END, CASE WHEN n % 30 = 0 THEN ${T} END,
      CASE WHEN n % 15 > 0 THEN 1 + (team - 1) * 90 + n % 10 END, CASE WHEN n % 5 > 0 THEN team * 0 + 1 + (n / 10) * 0 + acc END, CASE WHEN n % 5 > 0 THEN 'Company ' || acc END, CASE WHEN n % 2 = 0 THEN 1 + (team - 1) * 180 + n % (CASE team WHEN 1 THEN 180 ELSE 20 END) END, team * 100 + 1 + n % 12, 'Stage ' || n % 12,
      n % 100 = 0, n % 60 = 0, n % 10 = 0, (n % 200 = 0)::int, n % 20, n % 30, n % 15, n % 7, n % 3,
      CASE WHEN n % 4 = 0 THEN ARRAY['tag ' || 1 + n % 400] ELSE '{}' END, CASE WHEN n % 3 = 0 THEN ARRAY[1 + (team - 1) * 180 + n % 20]::bigint[] ELSE '{}' END, CASE WHEN n % 500 = 0 THEN ARRAY[1 + n % 10]::bigint[] ELSE '{}' END, CASE WHEN n % 100 = 0 THEN ARRAY['call'] ELSE '{}' END, jsonb_build_object('Region', 'Region ' || n % 30, 'Code', 'C' || n % 5000)
    FROM (SELECT n, 1 + (n % 20 = 0)::int AS team, (1 + n % (${accounts} / 20 - 1)) * 20 - (CASE WHEN n % 20 = 0 THEN 20 ELSE 1 + n % 19 END) * 0 - (CASE WHEN n % 20 = 0 THEN 0 ELSE 1 + n % 19 END) AS acc FROM generate_series(1, ${PEOPLE}) n) x`,
  );
  await bulk(
    'cadence_memberships',
    `INSERT INTO cadence_memberships (team_id, id, created_at, updated_at, added_at, cadence_id, person_id, user_id, current_state)
    SELECT team, n, ${T}, ${T} + (n * 7919 % 5000000) * interval '10 seconds', ${T} + n * interval '10 seconds', 1 + (team - 1) * 180 + n % (CASE team WHEN 1 THEN 180 ELSE 20 END), n, 1 + (team - 1) * 90 + n % 10,
      (ARRAY['active', 'completed', 'removed'])[1 + n % 3]
    FROM (SELECT n, 1 + (n % 20 = 0)::int AS team FROM generate_series(1, ${PEOPLE / 2}) n) x`,
  );
  await bulk(
    'tasks',
    `INSERT INTO tasks (team_id, id, created_at, updated_at, deleted_at, subject, due_date, due_at, completed_at, current_state, task_type, source, idempotency_key, person_id, user_id)
    SELECT team, n, ${T}, ${T} + (n * 7919 % 5000000) * interval '10 seconds', CASE WHEN n % 50 = 0 THEN ${T} END, 'Task ' || n, '2026-01-01'::date + (n % 120)::int, CASE WHEN n % 3 = 0 THEN ${T} + (n % 120) * interval '1 day' END,
      CASE WHEN n % 10 < 7 THEN ${T} + (n % 100) * interval '1 day' END, CASE WHEN n % 10 < 7 THEN 'completed' ELSE 'scheduled' END, (ARRAY['call', 'email', 'general'])[1 + n % 3], CASE WHEN n % 10 > 0 THEN 'salesloft.api' ELSE 'other' END, CASE WHEN n % 10 = 0 THEN 'key' || n END, n, 1 + (team - 1) * 90 + n % 10
    FROM (SELECT n, 1 + (n % 20 = 0)::int AS team FROM generate_series(1, ${PEOPLE / 2}) n) x`,
  );
  await bulk(
    'actions',
    `INSERT INTO actions (team_id, id, created_at, updated_at, membership_id, cadence_id, step_id, step_group_id, person_id, user_id, type, status, due_on, multitouch_group_id, reason)
    SELECT team, n, ${T} + n * interval '10 seconds', ${T} + (n * 7919 % 5000000) * interval '10 seconds', n, cad, cad * 10 + 1 + n % 4, cad, n, 1 + (team - 1) * 90 + n % 10, (ARRAY['email', 'phone', 'other', 'integration'])[1 + n % 4],
      (ARRAY['in_progress', 'planned', 'completed', 'in_progress'])[1 + n % 4], ${T} + (n % 100) * interval '1 day', CASE WHEN n % 5 = 0 THEN cad END, 'seeded'
    FROM (SELECT n, 1 + (n % 20 = 0)::int AS team, CASE WHEN n % 20 = 0 THEN 181 + n % 20 ELSE 1 + n % 180 END AS cad FROM generate_series(1, ${PEOPLE / 2}) n) x`,
  );
  await bulk(
    'calls',
    `INSERT INTO calls (team_id, id, created_at, updated_at, user_id, person_id, sentiment, disposition)
    SELECT 1 + (n % 20 = 0)::int, n, ${T} + n * interval '10 seconds', ${T} + (n * 7919 % 5000000) * interval '10 seconds', 1 + (n % 20 = 0)::int * 90 + n % 10, n, 'Sentiment ' || n % 6, 'Disposition ' || n % 8 FROM generate_series(1, ${PEOPLE / 2}) n`,
  );
  await bulk(
    'notes',
    `INSERT INTO notes (team_id, id, created_at, updated_at, deleted_at, content, user_id, associated_type, person_id, account_id, call_id)
    SELECT 1 + (n % 20 = 0)::int, n, ${T} + n * interval '10 seconds', ${T} + (n * 7919 % 5000000) * interval '10 seconds', CASE WHEN n % 50 = 0 THEN ${T} END, 'Note ' || n, 1 + (n % 20 = 0)::int * 90 + n % 10,
      CASE WHEN n % 10 = 0 AND n <= ${accounts} THEN 'account' ELSE 'person' END, CASE WHEN n % 10 = 0 AND n <= ${accounts} THEN NULL ELSE n END, CASE WHEN n % 10 = 0 AND n <= ${accounts} THEN n END, CASE WHEN n % 4 = 0 THEN n END FROM generate_series(1, ${PEOPLE / 2}) n`,
  );
  await run('ANALYZE');
}

const context = (admin: boolean): ReadContext => ({
  team: 1,
  tz: 'US/Eastern',
  base: 'http://x',
  user: 2,
  admin,
  group: null,
  now: NOW,
});
const BIG = ['people', 'accounts', 'cadence_memberships', 'tasks', 'actions', 'calls', 'notes'] as const;

function rawsFor(name: string, filter: Filter): RawQuery[] {
  switch (filter.kind) {
    case 'ids':
      return [{ [name]: '1,2,3' }];
    case 'integers':
      return [
        { [name]: '3' },
        { [name]: '999999999' },
        ...(filter.nullable ? [{ [name]: '_is_null' }, { [name]: '3,_is_null' }] : []),
      ];
    case 'guids':
      return [{ [name]: '00000000-0000-4000-8000-000000000000' }];
    case 'strings':
      return [
        { [name]: filter.oneOf?.[0] ?? 'nothing has this' },
        ...(filter.nullable ? [{ [name]: '_is_null' }, { [name]: 'x,_is_null' }] : []),
        ...(filter.nullWord ? [{ [name]: filter.nullWord }] : []),
        ...(filter.startsWith ? [{ [name]: { _starts_with: 'title 12' } }] : []),
        ...(filter.notIn ? [{ [name]: { _not_in: 'x' } }] : []),
      ];
    case 'string':
      return filter.oneOf ? filter.oneOf.map((w) => ({ [name]: w })) : [{ [name]: 'nothing has this' }];
    case 'integer':
      return [{ [name]: '3' }, { [name]: '99999999' }];
    case 'bool':
      return [{ [name]: 'true' }, { [name]: 'false' }];
    case 'range':
      return [
        { [name]: { gt: '2026-01-02' } },
        { [name]: { gt: '2030-01-02' } },
        { [name]: { lt: '2020-01-01' } },
        { [name]: { gte: '2026-02-01T00:00:00Z', lt: '2026-02-01T01:00:00Z' } },
        ...(filter.nullTests ? [{ [name]: { _is_null: 'true' } }, { [name]: { _is_not_null: 'true' } }] : []),
      ];
    case 'object':
      return [{ [name]: { Region: 'region 3' } }, { [name]: { Region: 'none' } }];
  }
}
function nodes(plan: any): any[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodes)];
}
const out: string[] = [];
async function look(label: string, view: View, query: ListQuery, admin = true) {
  const { text, values } = explainable(view, context(admin), query);
  const { rows } = await run('EXPLAIN (FORMAT JSON, ANALYZE, BUFFERS) ' + text, values);
  const plan = rows[0]['QUERY PLAN'][0];
  const all = nodes(plan.Plan);
  const seq = all
    .filter((n) => n['Node Type'].includes('Seq Scan'))
    .map((n) => n['Relation Name'])
    .filter((r) => (BIG as readonly string[]).includes(r));
  const generic = await run('EXPLAIN (FORMAT JSON, GENERIC_PLAN) ' + text);
  const gseq = nodes(generic.rows[0]['QUERY PLAN'][0].Plan)
    .filter((n) => n['Node Type'].includes('Seq Scan'))
    .map((n) => n['Relation Name'])
    .filter((r) => (BIG as readonly string[]).includes(r));
  const removed = all.reduce((sum, n) => sum + (n['Rows Removed by Filter'] ?? 0), 0);
  out.push(
    [
      seq.length ? 'SEQ' : '   ',
      gseq.length ? 'GSEQ' : '    ',
      String(Math.round(plan['Execution Time'])).padStart(5) + 'ms',
      String(removed).padStart(8),
      String(plan.Plan['Shared Hit Blocks'] + plan.Plan['Shared Read Blocks']).padStart(7),
      label,
      all
        .filter((n) => n['Index Name'] || n['Node Type'].includes('Sort'))
        .map((n) => n['Index Name'] ?? n['Node Type'])
        .slice(0, 5)
        .join(' '),
    ].join(' '),
  );
}
it('explores', async () => {
  const began = performance.now();
  for (const name of BIG) {
    const spec: ListSpec = contract.resources[name as ResourceName].list as ListSpec;
    const view = handlers.resources[name].view;
    for (const [filter, kind] of Object.entries(spec.filters))
      for (const raw of rawsFor(filter, kind)) {
        await look(`${name} ${JSON.stringify(raw)}`, view, parseList(spec, raw, true).query);
      }
    for (const sort of spec.sorts)
      for (const dir of ['ASC', 'DESC']) {
        await look(
          `${name} sort ${sort} ${dir}`,
          view,
          parseList(spec, { sort_by: sort, sort_direction: dir }, true).query,
        );
        await look(
          `${name} sort ${sort} ${dir} rep`,
          view,
          parseList(spec, { sort_by: sort, sort_direction: dir }, true).query,
          false,
        );
        await look(
          `${name} cursor ${sort} ${dir}`,
          view,
          parseList(spec, { sort_by: sort, sort_direction: dir, cursor: '' }, true).query,
        );
        const type = view.sorts[sort]?.type;
        await look(`${name} cursor+ ${sort} ${dir}`, view, {
          ...parseList(spec, { sort_by: sort, sort_direction: dir, cursor: '' }, true).query,
          after: {
            value:
              type === 'timestamptz'
                ? '2026-02-01'
                : type === 'date'
                  ? '2026-02-01'
                  : type === 'text'
                    ? 'M'
                    : '3',
            id: 5000,
          },
        });
        if (view.sorts[sort]?.nullable)
          await look(`${name} cursor0 ${sort} ${dir}`, view, {
            ...parseList(spec, { sort_by: sort, sort_direction: dir, cursor: '' }, true).query,
            after: { value: null, id: 5000 },
          });
      }
  }
  console.log(out.length, Math.round(performance.now() - began) + 'ms\n' + out.join('\n'));
}, 120_000);
