export function CadencesScreen() {
  return <p className="state">Cadences</p>;
}
export function CadenceScreen() {
  return <p className="state">Cadence</p>;
}
