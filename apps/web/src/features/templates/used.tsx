import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { told } from '../../data/errors';
import { emailReportQuery } from '../../data/reports';
import { stepPlacesQuery } from '../../data/steps';
import type { Template } from '../../data/templates';
import { isoDay, laterDay, number } from '../../ui/format';
import { RateText } from '../../ui/rate';

/** As far back as a report reaches. */
const DAYS = 399;

/** Which steps have sent it, and what became of that. */
export function Used({ template }: { template: Template }) {
  const until = isoDay(now(), boot.me.time_zone ?? 'UTC');
  const from = laterDay(until, -DAYS);
  const report = useQuery(
    emailReportQuery({ by: 'step', basis: 'cohort', from, until, email_template_id: String(template.id) }),
  );
  const rows = report.data?.rows ?? [];
  const places = useQuery(stepPlacesQuery(rows.flatMap(({ key }) => (key === null ? [] : Number(key)))));
  return (
    <section className="card" aria-label="Where it is used">
      <div className="card-head">
        <h2>Where it is used</h2>
        <span className="muted">Steps that sent it in the last 400 days.</span>
        <span className="sp" />
        <Link
          className="btn sm"
          to="/analytics/$report"
          params={{ report: 'templates' }}
          search={{ from, until }}
        >
          Compare with others
        </Link>
      </div>
      {report.isError && <p className="error-text card-body">{told(report.error).text}</p>}
      {report.data && rows.length === 0 && <p className="muted card-body">No e-mail was sent with it yet.</p>}
      {rows.length > 0 && (
        <table className="rows" aria-label="Steps that sent it">
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col" className="n">
                Sent
              </th>
              <th scope="col" className="n">
                People e-mailed
              </th>
              <th scope="col" className="n">
                Reply rate
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key ?? ''}>
                <td>
                  <Step name={row.name} stepKey={row.key} cadence={places.data?.[row.key ?? '']} />
                </td>
                <td className="n">{number(row.sent)}</td>
                <td className="n">{number(row.people_emailed)}</td>
                <td className="n">
                  <RateText rate={row.reply_rate} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Step({
  name,
  stepKey,
  cadence,
}: {
  name: string | null;
  stepKey: string | null;
  cadence: { readonly id: number; readonly name: string } | undefined;
}) {
  if (stepKey === null) return <>By hand, outside of cadences</>;
  if (!cadence) return <>{name ?? 'A step that is gone, or not to be seen'}</>;
  return (
    <Link to="/cadences/$id/$tab" params={{ id: String(cadence.id), tab: 'steps' }}>
      {cadence.name} · {name}
    </Link>
  );
}
