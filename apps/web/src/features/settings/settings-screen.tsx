import { Link, useParams } from '@tanstack/react-router';
import { boot } from '../../app/boot';
import { NotFoundScreen } from '../../app/screens';
import { Apps } from './apps';
import { Audit } from './audit';
import { Holidays } from './holidays';
import { Keys } from './keys';
import { LeavePage } from './leave';
import { Fields, Groups, Outcomes, Stages } from './lists';
import { Privacy } from './privacy';
import { Notices, Profile } from './profile';
import { SignIn } from './sign-in';
import { Suppressions } from './suppressions';
import { Sending, Team } from './team';
import { Users } from './users';
import { Webhooks } from './webhooks';

const PAGES = [
  { id: 'profile', title: 'Profile', group: 'You', page: Profile },
  { id: 'notices', title: 'Notices', group: 'You', page: Notices },
  { id: 'sign-in', title: 'Signing in', group: 'You', page: SignIn },
  { id: 'users', title: 'Users', group: 'Team', page: Users },
  { id: 'groups', title: 'Groups and roles', group: 'Team', page: Groups, admin: true },
  { id: 'team', title: 'Team', group: 'Team', page: Team, admin: true },
  { id: 'sending', title: 'Sending', group: 'Outreach', page: Sending, admin: true },
  { id: 'outcomes', title: 'Outcomes of calls', group: 'Outreach', page: Outcomes, admin: true },
  { id: 'holidays', title: 'Holidays', group: 'Outreach', page: Holidays, admin: true },
  { id: 'leave', title: 'Leave', group: 'Outreach', page: LeavePage },
  { id: 'suppressions', title: 'Suppression list', group: 'Outreach', page: Suppressions },
  { id: 'stages', title: 'Stages', group: 'Data', page: Stages, admin: true },
  { id: 'fields', title: 'Fields and tags', group: 'Data', page: Fields, admin: true },
  { id: 'privacy', title: 'Privacy', group: 'Data', page: Privacy, admin: true },
  { id: 'keys', title: 'API keys', group: 'Developer', page: Keys },
  { id: 'apps', title: 'OAuth apps', group: 'Developer', page: Apps },
  { id: 'webhooks', title: 'Webhooks', group: 'Developer', page: Webhooks },
  { id: 'audit', title: 'Audit log', group: 'Developer', page: Audit, admin: true },
] as const;

/** A card a topic, saved by itself. What the caller may not change is not offered; the server decides in any case. */
export function SettingsScreen() {
  const { page: asked } = useParams({ strict: false });
  const offered = PAGES.filter((each) => boot.rights.admin || !('admin' in each));
  const found = offered.find(({ id }) => id === asked);
  if (!found) return <NotFoundScreen />;
  const { page: Page, title } = found;
  return (
    <>
      <header className="bar">
        <h1>Settings</h1>
        <span className="muted">{title}</span>
      </header>
      <div className="panes settings-panes">
        <nav className="settings-nav" aria-label="Settings">
          {[...new Set(offered.map(({ group }) => group))].map((group) => (
            <div key={group}>
              <h2>{group}</h2>
              {offered
                .filter((each) => each.group === group)
                .map(({ id, title: name }) => (
                  <Link
                    key={id}
                    to="/settings/$page"
                    params={{ page: id }}
                    className={id === asked ? 'on' : undefined}
                    aria-current={id === asked ? 'page' : undefined}
                  >
                    {name}
                  </Link>
                ))}
            </div>
          ))}
        </nav>
        <div className="pane settings-page" key={asked}>
          <Page />
        </div>
      </div>
    </>
  );
}
