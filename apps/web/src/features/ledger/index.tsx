import '../../ui/rows.css';
import './ledger.css';

export { LedgerScreen } from './ledger-screen';
