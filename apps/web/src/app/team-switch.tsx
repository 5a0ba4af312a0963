import type { ReactNode } from 'react';
import { boot } from './boot';

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

/** In the menu: the other team. */
export function TeamSwitch() {
  const { demo } = boot;
  if (!demo) return null;
  const made = demo.ready ? '' : ` (${Math.floor((100 * demo.step) / Math.max(1, demo.steps))} % made)`;
  return (
    <div className="side-note">
      <ToTeam to={demo.here ? 'home' : 'demo'}>
        {demo.here ? `Back to ${demo.home}` : 'Look at the demo'}
      </ToTeam>
      {made}
    </div>
  );
}
