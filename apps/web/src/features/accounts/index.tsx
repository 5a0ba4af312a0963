export { AccountScreen } from './account-screen';
export { AccountsScreen } from './accounts-screen';
