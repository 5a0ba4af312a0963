import '../../ui/rows.css';
import './imports.css';

export { ImportScreen } from './import-screen';
export { ImportsScreen } from './imports-screen';
