import '../../ui/rows.css';
import './mailboxes.css';

export { MailboxesScreen } from './mailboxes-screen';
