export function PeopleScreen() {
  return <p className="state">People</p>;
}
export function PersonScreen() {
  return <p className="state">Person</p>;
}
