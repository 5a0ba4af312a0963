import '../../ui/rows.css';
import './settings.css';

export { SettingsScreen } from './settings-screen';
