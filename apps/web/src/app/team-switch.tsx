import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { demoQuery } from '../data/demo';
import * as Icon from '../ui/icons';
import { type Boot, boot } from './boot';

/**
 * Leads admins to the demo beside their team, or back. A form of its own: the session's token becomes another one, so the page
 * is loaded anew, and what another tab still shows of the team before can write nothing any more.
 */
export function ToTeam({
  to,
  path = '/app',
  className = 'link',
  children,
}: {
  to: 'home' | 'demo';
  /** Where it leads there. */
  path?: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <form method="post" action="/app/team">
      <input type="hidden" name="csrf" value={boot.csrf} />
      <input type="hidden" name="to" value={to} />
      <input type="hidden" name="return_to" value={path} />
      <button type="submit" className={className}>
        {children}
      </button>
    </form>
  );
}

/** In the menu: the other team, and how far the demo is while it is made. */
export function TeamSwitch() {
  const demo = useDemo();
  if (!demo) return null;
  return (
    <>
      <ToTeam to={demo.here ? 'home' : 'demo'} className="nav switch">
        <Icon.SwitchIcon size={16} strokeWidth={1.75} aria-hidden />
        <span>{demo.here ? `Back to ${demo.home}` : 'Look at the demo'}</span>
      </ToTeam>
      {!demo.ready && (
        <div className="side-note">
          <DemoBar demo={demo} />
        </div>
      )}
    </>
  );
}

/** How far the demo is, and what of it is being made. */
export function DemoBar({ demo }: { demo: NonNullable<Boot['demo']> }) {
  const id = useId();
  return (
    <div className="making">
      <label htmlFor={id}>The demo is being made{demo.doing ? `: ${demo.doing}` : ''}</label>
      <progress id={id} max={Math.max(1, demo.steps)} value={demo.step} />
    </div>
  );
}

/** The demo as it is now; once it is there, what was read of it before is read anew. */
export function useDemo(): Boot['demo'] {
  const queries = useQueryClient();
  const { data: demo } = useQuery(demoQuery);
  const waited = useRef(demo?.ready === false);
  const here = demo?.here === true && demo.ready;
  useEffect(() => {
    if (here && waited.current)
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey !== demoQuery.queryKey });
    if (here) waited.current = false;
  }, [here, queries]);
  return demo ?? null;
}
