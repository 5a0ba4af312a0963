import { Link, useParams } from '@tanstack/react-router';
import { boot } from '../../app/boot';
import { NotFoundScreen } from '../../app/screens';
import { intoSight } from '../../ui/into-sight';
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
  { id: 'groups', title: 'Groups and roles', group: 'Team', page: Groups, needs: 'admin' },
  { id: 'team', title: 'Team', group: 'Team', page: Team, needs: 'admin' },
  { id: 'sending', title: 'Sending', group: 'Outreach', page: Sending, needs: 'manage_team' },
  { id: 'outcomes', title: 'Outcomes of calls', group: 'Outreach', page: Outcomes, needs: 'manage_team' },
  { id: 'holidays', title: 'Holidays', group: 'Outreach', page: Holidays, needs: 'manage_team' },
  { id: 'leave', title: 'Leave', group: 'Outreach', page: LeavePage },
  { id: 'suppressions', title: 'Suppression list', group: 'Outreach', page: Suppressions },
  { id: 'stages', title: 'Stages', group: 'Data', page: Stages, needs: 'manage_team' },
  { id: 'fields', title: 'Fields and tags', group: 'Data', page: Fields, needs: 'manage_team' },
  { id: 'privacy', title: 'Privacy', group: 'Data', page: Privacy, needs: 'admin' },
  { id: 'keys', title: 'API keys', group: 'Developer', page: Keys },
  { id: 'apps', title: 'OAuth apps', group: 'Developer', page: Apps },
  { id: 'webhooks', title: 'Webhooks', group: 'Developer', page: Webhooks },
  { id: 'audit', title: 'Audit log', group: 'Developer', page: Audit, needs: 'admin' },
] as const;

const may: ReadonlySet<string> = new Set(boot.rights.permissions);

/** A card a topic, saved by itself. What the caller may not change is not offered; the server decides in any case. */
export function SettingsScreen() {
  const { page: asked } = useParams({ strict: false });
  const offered = PAGES.filter((each) => boot.rights.admin || !('needs' in each) || may.has(each.needs));
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
                    ref={id === asked ? intoSight : undefined}
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
