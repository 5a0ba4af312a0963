import '../../ui/rows.css';
import './sandbox.css';

export { SandboxScreen } from './sandbox-screen';
