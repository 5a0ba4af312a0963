import '../../ui/rows.css';
import './welcome.css';

export { WelcomeScreen } from './welcome-screen';
