import { boot } from './boot';

/**
 * Leads admins to the demo beside their team, and back. A form of its own: the session's token becomes another one, so the page
 * is loaded anew, and what another tab still shows of the team before can write nothing any more.
 */
export function TeamSwitch() {
  const { demo } = boot;
  if (!demo) return null;
  const made = demo.ready ? '' : ` (${Math.floor((100 * demo.step) / Math.max(1, demo.steps))} % made)`;
  return (
    <form className="side-note" method="post" action="/app/team">
      <input type="hidden" name="csrf" value={boot.csrf} />
      <input type="hidden" name="to" value={demo.here ? 'home' : 'demo'} />
      <button type="submit" className="link">
        {demo.here ? `Back to ${demo.home}` : 'Look at the demo'}
      </button>
      {made}
    </form>
  );
}
