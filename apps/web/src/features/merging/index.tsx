import './merging.css';

export { DuplicateAccountsScreen, DuplicatePeopleScreen } from './duplicates-screen';
export { Twice } from './twice';
