import { Link } from '@tanstack/react-router';
import { Dialog } from '../ui/dialog';
import { initials } from '../ui/format';
import * as Icon from '../ui/icons';
import { boot } from './boot';
import { TeamSwitch } from './team-switch';

/** Where the menu leads. `rest`: a phone has no room for it beside what is used all day, and shows it under More. */
export const PLACES = [
  { to: '/', title: 'Today', letter: 't', icon: Icon.TodayIcon, rest: false },
  { to: '/inbox', title: 'Inbox', letter: 'i', icon: Icon.InboxIcon, rest: false },
  { to: '/people', title: 'People', letter: 'p', icon: Icon.PeopleIcon, rest: false },
  { to: '/accounts', title: 'Accounts', letter: 'a', icon: Icon.AccountsIcon, rest: true },
  { to: '/cadences', title: 'Cadences', letter: 'c', icon: Icon.CadenceIcon, rest: false },
  { to: '/templates', title: 'Templates', letter: 'e', icon: Icon.TemplateIcon, rest: true },
  { to: '/analytics', title: 'Analytics', letter: 'r', icon: Icon.AnalyticsIcon, rest: true },
  { to: '/mailboxes', title: 'Mailboxes', letter: 'm', icon: Icon.MailboxIcon, rest: true },
] as const;

/** Until somebody is on a cadence; from the demo it leads to the team that it shows something to. */
const offersFirstSteps = boot.demo?.here === true || (boot.rights.admin && !boot.team.begun);

/** The places; `which`: those that a phone leaves out of its bar alone, as its sheet shows them. */
export function Menu({ which = 'all' }: { which?: 'all' | 'rest' }) {
  return (
    <>
      {offersFirstSteps && (
        <Link to="/welcome" className="nav rest" activeProps={{ className: 'on' }}>
          <Icon.FirstStepsIcon size={16} strokeWidth={1.75} aria-hidden />
          <span>First steps</span>
        </Link>
      )}
      {PLACES.filter(({ rest }) => rest || which === 'all').map(({ to, title, icon: Picture, rest }) => (
        <Link
          key={to}
          to={to}
          className={rest ? 'nav rest' : 'nav'}
          activeProps={{ className: 'on' }}
          activeOptions={{ exact: to === '/', includeSearch: false }}
        >
          <Picture size={16} strokeWidth={1.75} aria-hidden />
          <span>{title}</span>
        </Link>
      ))}
    </>
  );
}

export function SettingsLink() {
  return (
    <Link
      to="/settings/$page"
      params={{ page: 'profile' }}
      className="nav rest"
      activeProps={{ className: 'on' }}
    >
      <Icon.SettingsIcon size={16} strokeWidth={1.75} aria-hidden />
      <span>Settings</span>
    </Link>
  );
}

/** What a phone's bar has no room for. A press on a place leads there and closes it. */
export function More({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="More" onClose={onClose}>
      {/* Whatever link in it is followed: the links themselves have the keys. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
      <nav
        className="more-sheet"
        aria-label="More"
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest('a')) onClose();
        }}
      >
        <Menu which="rest" />
        <SettingsLink />
        {boot.team.sandbox && (
          <Link to="/sandbox" className="nav rest">
            <Icon.SandboxIcon size={16} strokeWidth={1.75} aria-hidden />
            <span>Sandbox</span>
          </Link>
        )}
        <TeamSwitch />
        <Who />
      </nav>
    </Dialog>
  );
}

/** Who is signed in, and the way out. */
export function Who() {
  return (
    <form className="nav who" method="post" action="/logout" title={boot.me.email ?? undefined}>
      <input type="hidden" name="csrf" value={boot.csrf} />
      <span className="ava" aria-hidden="true">
        {initials(boot.me.name ?? '?')}
      </span>
      <span className="name">{boot.me.name}</span>
      <button type="submit" className="link">
        Sign out
      </button>
    </form>
  );
}
