import '../../ui/rows.css';
import './cadences.css';

export { CadenceScreen } from './cadence-screen';
export { CadencesScreen } from './cadences-screen';
