export function MailboxesScreen() {
  return <p className="state">MailboxesScreen</p>;
}
