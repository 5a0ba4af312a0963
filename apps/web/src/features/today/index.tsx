export function TodayScreen() {
  return <p className="state">TodayScreen</p>;
}
