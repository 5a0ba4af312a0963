import type { Database } from 'cadenza-server/db/connect.js';
import type { Run } from './bench-run.js';
import type { Client } from './load.js';
import { median } from './numbers.js';
import type { Seeded } from './seed.js';

/** Answers of each report; the first warms up. */
const ROUNDS = 7;
/** E-mails of a person, and the share of them that one cadence has. */
const OF_PERSON = 4;
const SHARE = 10;
const DAYS = 90;

interface Asked {
  readonly what: string;
  readonly query: string;
  /** Milliseconds. */
  readonly goal: number;
  /** The same rows, grouped by person and nothing else. */
  readonly where: string;
}

/**
 * Reports over as many e-mails as the team has people, a tenth of them of one cadence, over 90 days; beside the bare count of the
 * same rows by person in PostgreSQL. The goals are those of a million e-mails. The rows are those that reports are counted from
 * (docs/decisions/0073-figures.md): what is behind them, a report does not read.
 */
export async function measureReports(
  run: Run,
  client: Client,
  database: Database,
  seeded: Seeded,
): Promise<void> {
  const emails = run.settings.rows;
  run.progress(`Seeding ${emails} e-mails that left`);
  await fill(database, seeded, emails);
  const cadence = seeded.cadences[0] ?? 0;
  const day = (before: number) => new Date(Date.now() - before * 86_400_000).toISOString().slice(0, 10);
  const range = `from=${day(DAYS)}&until=${day(0)}&zone=UTC`;
  const ofCadence = `cadence_id = ${cadence}`;
  const reports: Asked[] = [
    { what: 'steps of a cadence', query: `by=step&cadence_id=${cadence}`, goal: 300, where: ofCadence },
    { what: 'days of a cadence', query: `by=day&cadence_id=${cadence}`, goal: 300, where: ofCadence },
    { what: 'the team, period', query: 'by=total', goal: 2000, where: 'true' },
    { what: 'the team, cohort', query: 'by=total&basis=cohort', goal: 2000, where: 'true' },
    { what: 'reps of the team', query: 'by=user', goal: 2000, where: 'true' },
  ];
  for (const { what, query, goal, where } of reports) {
    run.progress(`Measuring: report, ${what}`);
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round <= ROUNDS; round += 1) {
      run.signal.throwIfAborted();
      const path = `/v2/reports/emails?${query}&${range}`;
      const took = await timed(() => client.send({ method: 'GET', path }));
      const bare = await timed(() =>
        database.pool.query(
          `SELECT count(*) FROM (SELECT person_id FROM report_emails WHERE team_id = $1 AND ${where} GROUP BY person_id) p`,
          [seeded.teamId],
        ),
      );
      if (round === 0) continue;
      ours.push(took);
      theirs.push(bare);
    }
    const [figure, reference] = [median(ours), median(theirs)];
    run.report({
      what: `report, ${what} (${emails} e-mails)`,
      cadenza: `${figure.toFixed(0)} ms`,
      reference: `bare count by person: ${reference.toFixed(0)} ms`,
      ratio: (figure / reference).toFixed(2),
      goal: `<= ${goal} ms`,
      met: figure <= goal,
      figure,
      latencies: `(median of ${ROUNDS})`,
    });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function fill({ pool }: Database, { teamId, cadences, people }: Seeded, emails: number): Promise<void> {
  const { rows } = await pool.query(`SELECT FROM report_emails WHERE team_id = $1 LIMIT 1`, [teamId]);
  if (rows.length > 0) return;
  const random = (salt: number) => `(hashint8extended(i, ${salt}) & 9223372036854775807)`;
  const later = (share: number, salt: number) =>
    `CASE WHEN ${random(salt)} % 100 < ${share} THEN t.at + (${random(salt + 1)} % 200000) * interval '1 second' END`;
  await pool.query(
    `INSERT INTO report_emails (team_id, email_id, person_id, at, uncertain, user_id, cadence_id, step_id, email_template_id, hour, provider,
       view_tracking, click_tracking, bounced_at, severity, viewed_at, clicked_at, replied_at)
     SELECT $1, i, 1 + ${random(1)} % $3::bigint, t.at, ${random(2)} % 1000 = 0, u.first + ${random(3)} % 200, c.id, s.first + ${random(4)} % 7,
       ${random(4)} % 7, extract(hour FROM t.at), CASE WHEN ${random(5)} % 3 = 0 THEN 'google' ELSE 'other' END, true, ${random(6)} % 2 = 0,
       ${later(3, 7)}, 'hard', ${later(40, 9)}, ${later(5, 11)}, ${later(6, 13)}
     FROM generate_series(1, $2::bigint) i
     CROSS JOIN LATERAL (SELECT now() - interval '${DAYS} days' + i * interval '${DAYS - 1} days' / $2 AS at) t
     CROSS JOIN LATERAL (SELECT ($4::bigint[])[CASE WHEN ${random(15)} % 100 < ${SHARE} THEN 1 ELSE 2 + ${random(16)} % 40 END] AS id) c
     CROSS JOIN (SELECT min(id) AS first FROM users WHERE team_id = $1 AND role_id = 'User') u
     JOIN LATERAL (SELECT min(id) AS first FROM steps WHERE team_id = $1 AND cadence_id = c.id) s ON true`,
    [teamId, emails, Math.max(1, Math.min(people, Math.floor(emails / OF_PERSON))), cadences],
  );
  await pool.query(
    `INSERT INTO report_answers (team_id, message_id, kind, email_id, person_id, at)
     SELECT team_id, email_id, 'reply', email_id, person_id, replied_at FROM report_emails WHERE team_id = $1 AND replied_at IS NOT NULL`,
    [teamId],
  );
  await pool.query('VACUUM (ANALYZE) report_emails, report_answers');
}
