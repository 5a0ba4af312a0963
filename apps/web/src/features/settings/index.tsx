import '../../ui/rows.css';
import './settings.css';

export { SettingsScreen } from './settings-screen';
export { Invite } from './invite';
export { LinkShown } from './users';
