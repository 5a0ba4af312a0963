import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import * as Icon from '../ui/icons';
import { Keys } from '../ui/button';
import { initials, moment } from '../ui/format';
import { boot } from './boot';
import { now, travelledMs } from './clock';
import { CommandKeys } from './command-keys';
import { type Command, useAllCommands, useCommands } from './commands';
import { KeySheet } from './key-sheet';
import { startLive } from './live';
import { Palette } from './palette';
import { setTheme, themes } from './theme';
import { TeamSwitch } from './team-switch';
import { ToastStack } from './toast-stack';
import { Saving, Strip } from './strip';
import { say, undo } from './toasts';

const PLACES = [
  { to: '/', title: 'Today', letter: 't', icon: Icon.TodayIcon },
  { to: '/inbox', title: 'Inbox', letter: 'i', icon: Icon.InboxIcon },
  { to: '/people', title: 'People', letter: 'p', icon: Icon.PeopleIcon },
  { to: '/accounts', title: 'Accounts', letter: 'a', icon: Icon.AccountsIcon },
  { to: '/cadences', title: 'Cadences', letter: 'c', icon: Icon.CadenceIcon },
  { to: '/templates', title: 'Templates', letter: 'e', icon: Icon.TemplateIcon },
  { to: '/analytics', title: 'Analytics', letter: 'r', icon: Icon.AnalyticsIcon },
  { to: '/mailboxes', title: 'Mailboxes', letter: 'm', icon: Icon.MailboxIcon },
] as const;

/** Until somebody is on a cadence; from the demo it leads to the team that it shows something to. */
const offersFirstSteps = boot.demo?.here === true || (boot.rights.admin && !boot.team.begun);

/** The menu at the left, the place in the middle, and what stands over both: palette, sheet of keys, toasts. */
export function Shell() {
  const [open, setOpen] = useState<'palette' | 'keys' | undefined>();
  const commands = useShellCommands(setOpen);
  useCommands('shell', commands);
  const all = useAllCommands();
  useEffect(startLive, []);
  const close = () => setOpen(undefined);
  return (
    <div className="app">
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <nav className="side" aria-label="Main">
        <div className="brand">
          <span className="mark" aria-hidden="true" />
          {boot.team.name}
        </div>
        <button type="button" className="find" onClick={() => setOpen('palette')} aria-haspopup="dialog">
          <Icon.SearchIcon size={14} aria-hidden />
          <span>Search or run</span>
          <Keys keys="mod+k" />
        </button>
        <Menu />
        <hr />
        <Link
          to="/settings/$page"
          params={{ page: 'profile' }}
          className="nav"
          activeProps={{ className: 'on' }}
        >
          <Icon.SettingsIcon size={16} strokeWidth={1.75} aria-hidden />
          <span>Settings</span>
        </Link>
        <span className="sp" />
        <Saving />
        <TeamSwitch />
        {boot.team.sandbox && <SandboxClock />}
        <Who />
      </nav>
      <main className="main" id="content">
        <Strip />
        <Outlet />
      </main>
      <ToastStack />
      <CommandKeys />
      {open === 'palette' && <Palette commands={all} onClose={close} />}
      {open === 'keys' && <KeySheet commands={all} onClose={close} />}
    </div>
  );
}

function Menu() {
  return (
    <>
      {offersFirstSteps && (
        <Link to="/welcome" className="nav" activeProps={{ className: 'on' }}>
          <Icon.FirstStepsIcon size={16} strokeWidth={1.75} aria-hidden />
          <span>First steps</span>
        </Link>
      )}
      {PLACES.map(({ to, title, icon: Picture }) => (
        <Link
          key={to}
          to={to}
          className="nav"
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

/** Who is signed in, and the way out. */
function Who() {
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

function useShellCommands(setOpen: (what: 'palette' | 'keys') => void): readonly Command[] {
  const navigate = useNavigate();
  return useMemo(
    () => [
      {
        id: 'palette',
        title: 'Search or run a command',
        keys: 'mod+k',
        group: 'Everywhere',
        run: () => setOpen('palette'),
        whileTyping: true,
        hidden: true,
      },
      {
        id: 'keys',
        title: 'Show all keys',
        keys: 'shift+?,?',
        group: 'Everywhere',
        run: () => setOpen('keys'),
      },
      {
        id: 'undo',
        title: 'Undo the last change',
        keys: 'z,mod+z',
        group: 'Everywhere',
        run: () => void (undo() || say('There is nothing left to undo.')),
      },
      ...PLACES.map(({ to, title, letter }) => ({
        id: `go ${to}`,
        title: `Go to ${title}`,
        keys: `g>${letter}`,
        group: 'Go to',
        run: () => void navigate({ to }),
      })),
      {
        id: 'go first steps',
        title: 'Go to First steps',
        group: 'Go to',
        run: () => void navigate({ to: '/welcome' }),
      },
      {
        id: 'go settings',
        title: 'Go to Settings',
        keys: 'g>s',
        group: 'Go to',
        run: () => void navigate({ to: '/settings/$page', params: { page: 'profile' } }),
      },
      ...themes.map((theme) => ({
        id: `theme ${theme}`,
        title: `Use the ${theme} theme`,
        group: 'Look',
        run: () => setTheme(theme),
      })),
    ],
    [navigate, setOpen],
  );
}

/** A sandbox shows its own moment, in violet, on every page. */
function SandboxClock() {
  const [at, setAt] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  const days = Math.round(travelledMs() / 86_400_000);
  return (
    <Link className="clock" to="/sandbox">
      <b>
        <Icon.SandboxIcon size={14} aria-hidden /> Sandbox
      </b>
      {moment(at, boot.me.time_zone ?? 'UTC', new Date(0))}
      {days === 0 ? '' : ` · ${days > 0 ? '+' : ''}${days} d`}
    </Link>
  );
}
