import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import * as Icon from '../ui/icons';
import { Keys } from '../ui/button';
import { moment } from '../ui/format';
import { Bell } from './bell';
import { boot } from './boot';
import { now, travelledMs } from './clock';
import { CommandKeys } from './command-keys';
import { type Command, useAllCommands, useCommands } from './commands';
import { KeySheet } from './key-sheet';
import { startLive } from './live';
import { Menu, More, PLACES, SettingsLink, Who } from './menu';
import { Palette } from './palette';
import { toggleSidePanel, useSidePanel } from './side-panel';
import { setTheme, themes } from './theme';
import { TeamSwitch } from './team-switch';
import { ToastStack } from './toast-stack';
import { Saving, Strip } from './strip';
import { say, undo } from './toasts';

/** The menu at the left, the place in the middle, and what stands over both: palette, sheet of keys, toasts. */
export function Shell() {
  const [open, setOpen] = useState<'palette' | 'keys' | 'more' | undefined>();
  const commands = useShellCommands(setOpen);
  useCommands('shell', commands);
  useEffect(startLive, []);
  const close = () => setOpen(undefined);
  const side = useSidePanel();
  return (
    <div className={side ? 'app' : 'app no-side'}>
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
        <Bell />
        <hr />
        <SettingsLink />
        <button type="button" className="nav more" onClick={() => setOpen('more')} aria-haspopup="dialog">
          <Icon.MoreIcon size={16} strokeWidth={1.75} aria-hidden />
          <span>More</span>
        </button>
        <span className="sp" />
        <Saving />
        <TeamSwitch />
        {boot.team.sandbox && <SandboxClock />}
        <Who />
      </nav>
      <main className="main" id="content" tabIndex={-1}>
        <Strip />
        <Outlet />
      </main>
      <ToastStack />
      <CommandKeys />
      {open === 'more' && <More onClose={close} />}
      {(open === 'palette' || open === 'keys') && <WithCommands what={open} onClose={close} />}
    </div>
  );
}

/** Only what is open follows the commands: they change with every item in hand, and the whole page would be drawn with them. */
function WithCommands({ what, onClose }: { what: 'palette' | 'keys'; onClose: () => void }) {
  const all = useAllCommands();
  return what === 'palette' ? (
    <Palette commands={all} onClose={onClose} />
  ) : (
    <KeySheet commands={all} onClose={onClose} />
  );
}

/** How it looks, for whoever sits here. */
const LOOKS: readonly Command[] = [
  {
    id: 'side panel',
    title: 'Show or hide the side panel',
    keys: 'i',
    group: 'Everywhere',
    run: toggleSidePanel,
  },
  ...themes.map((theme) => ({
    id: `theme ${theme}`,
    title: `Use the ${theme} theme`,
    group: 'Look',
    run: () => setTheme(theme),
  })),
];

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
        id: 'go exports',
        title: 'Go to Exports',
        keys: 'g>x',
        group: 'Go to',
        run: () => void navigate({ to: '/exports' }),
      },
      {
        id: 'go settings',
        title: 'Go to Settings',
        keys: 'g>s',
        group: 'Go to',
        run: () => void navigate({ to: '/settings/$page', params: { page: 'profile' } }),
      },
      ...LOOKS,
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
