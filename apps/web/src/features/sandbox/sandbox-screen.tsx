import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { setTravelled } from '../../app/clock';
import { Empty, ErrorScreen, Skeleton } from '../../app/screens';
import { sandboxQuery } from '../../data/sandbox';
import { Segments } from '../../ui/segments';
import { ClockBar } from './clock-bar';
import { MessagePanel } from './message-panel';
import { Messages } from './messages';
import { PeopleSettings } from './people-settings';
import { SandboxSwitch } from './sandbox-switch';
import { Touches } from './touches';

const VIEWS = [
  { value: 'touches', text: 'What happened' },
  { value: 'messages', text: 'Messages' },
  { value: 'people', text: 'Made-up people' },
] as const;

/** The rehearsal: a clock that can be moved, people who are made up, mail that goes nowhere. */
export function SandboxScreen() {
  const sandbox = useQuery(sandboxQuery);
  const { view: asked, message: named } = useSearch({ strict: false }) as {
    view?: unknown;
    message?: unknown;
  };
  const view = VIEWS.find(({ value }) => value === asked)?.value ?? 'touches';
  const message = Number.isSafeInteger(Number(named)) && Number(named) > 0 ? Number(named) : undefined;
  const navigate = useNavigate();
  const go = (search: { view?: string; message?: string }) =>
    void navigate({ to: '/sandbox', search, replace: true, resetScroll: false });
  const offset = sandbox.data?.clock_offset_ms;
  useEffect(() => {
    if (offset !== undefined) setTravelled(offset);
  }, [offset]);
  if (sandbox.isPending) return <Skeleton rows={6} height={44} />;
  if (sandbox.isLoadingError)
    return <ErrorScreen error={sandbox.error} retry={() => void sandbox.refetch()} />;
  if (!sandbox.data.enabled)
    return (
      <Empty title="This team is no sandbox" action={<SandboxSwitch enabled={false} />}>
        Its e-mails are real, and its clock is everybody’s. Rehearse in a team that is one.
      </Empty>
    );
  return (
    <>
      <header className="bar">
        <h1>Sandbox</h1>
        <span className="sp" />
        <Segments
          label="What to look at"
          value={view}
          choices={VIEWS}
          onChoose={(next) => go(next === 'touches' ? {} : { view: next })}
        />
      </header>
      <div className={view === 'messages' ? 'panes sandbox-panes' : 'panes one'}>
        <div className="pane">
          <ClockBar sandbox={sandbox.data} />
          {view === 'touches' && <Touches />}
          {view === 'messages' && (
            <Messages open={message} onOpen={(id) => go({ view, message: String(id) })} />
          )}
          {view === 'people' && <PeopleSettings sandbox={sandbox.data} />}
        </div>
        {view === 'messages' && <MessagePanel id={message} />}
      </div>
    </>
  );
}
