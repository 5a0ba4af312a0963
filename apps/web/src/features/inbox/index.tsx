import '../../ui/work.css';
import './inbox.css';
export { Conversation } from './conversation';
export { InboxScreen } from './screen';
export { letterOf } from './words';
