export function InboxScreen() {
  return <p className="state">InboxScreen</p>;
}
