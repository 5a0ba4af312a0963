export function AccountsScreen() {
  return <p className="state">Accounts</p>;
}
export function AccountScreen() {
  return <p className="state">Account</p>;
}
