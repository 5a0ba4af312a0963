import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { boot } from '../../app/boot';
import { now } from '../../app/clock';
import { say } from '../../app/toasts';
import { told } from '../../data/errors';
import { cancelDataRequest, type DataRequest, dataRequestsQuery, isOpen } from '../../data/privacy';
import { Button, Chip } from '../../ui/button';
import { counted, moment } from '../../ui/format';
import { Pages } from './choice';
import { Loaded } from './loaded';
import { NewRequest } from './privacy-new';
import { RowsOf, WISHES } from './privacy-rows';

const zone = boot.me.time_zone ?? 'UTC';
const at = (text: string) => moment(text, zone, now());

/** What people may ask of who keeps data about them: to be told of it, and to be forgotten. */
export function Privacy() {
  const [page, setPage] = useState(1);
  const requests = useQuery(dataRequestsQuery(page));
  return (
    <>
      <NewRequest />
      <section className="card card-body form wide" aria-label="Requests">
        <h2 className="section-head">Requests</h2>
        <p className="sub">
          Each also stands in the{' '}
          <Link className="link" to="/settings/$page" params={{ page: 'audit' }}>
            audit log
          </Link>
          , which cannot be changed.
        </p>
        <Loaded query={requests}>
          {({ rows, more }) => (
            <>
              {rows.length === 0 && <p className="muted">Nobody asked for anything yet.</p>}
              <ul className="named">
                {rows.map((each) => (
                  <Request key={each.id} of={each} />
                ))}
              </ul>
              <Pages page={page} more={more} set={setPage} />
            </>
          )}
        </Loaded>
      </section>
    </>
  );
}

function Request({ of }: { of: DataRequest }) {
  const { id, request_type: type, metadata } = of;
  const total = metadata.people + (metadata.account_id === null ? 0 : 1);
  const by = boot.me.guid === of.user_guid ? 'by you' : 'by a colleague';
  return (
    <li className="request">
      <span>
        <b>{WISHES[type].title}</b> <span className="muted">{`No. ${id}`}</span>
      </span>
      <State of={of} />
      <span className="muted">
        {metadata.account_id === null
          ? counted(metadata.people, 'person', 'people')
          : `account ${metadata.account_id}, ${counted(metadata.people, 'person', 'people')}`}
        {`, ${by}, ${at(of.events[0]?.at ?? '')}`}
      </span>
      {isOpen(of) && (
        <progress
          className="wide"
          aria-label={`How far request ${id} is`}
          max={Math.max(total, 1)}
          value={metadata.done}
        />
      )}
      {metadata.problem && <p className="error-text">{`Given up: ${metadata.problem}`}</p>}
      <span className="actions">
        {metadata.download_url && (
          <a className="btn sm" href={metadata.download_url} download>
            Download the file
          </a>
        )}
        {isOpen(of) && <Cancel id={id} />}
      </span>
      {Object.keys(metadata.rows).length > 0 && (
        <details>
          <summary>What it came to</summary>
          <RowsOf rows={metadata.rows} />
        </details>
      )}
    </li>
  );
}

function State({ of }: { of: DataRequest }) {
  const { problem, run_at: runAt, done } = of.metadata;
  const last = of.events.at(-1);
  if (problem !== null) return <Chip tone="red">given up</Chip>;
  if (last?.name === 'completed') return <Chip tone="green">{`done ${at(last.at)}`}</Chip>;
  if (last?.name === 'cancelled') return <Chip>{`called off ${at(last.at)}`}</Chip>;
  if (runAt !== null && Date.parse(runAt) > now().getTime())
    return <Chip tone="amber">{`waits until ${at(runAt)}`}</Chip>;
  return <Chip tone="blue">{done > 0 ? `under way, ${done} done` : 'begins'}</Chip>;
}

function Cancel({ id }: { id: number }) {
  const queries = useQueryClient();
  const cancel = () =>
    void cancelDataRequest(id).then(
      () => {
        void queries.invalidateQueries({ queryKey: ['data_control_requests'] });
        say('Called off: what was done stays done.');
      },
      (failure: unknown) => void say(told(failure).text, { tone: 'failed' }),
    );
  return (
    <Button small kind="danger" onClick={cancel} aria-label={`Call off request ${id}`}>
      Call off
    </Button>
  );
}
