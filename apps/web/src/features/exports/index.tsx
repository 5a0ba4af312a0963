import '../../ui/rows.css';

export { ExportsScreen } from './exports-screen';
