const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for the text of a guid. Anything else never reaches a uuid column, where PostgreSQL would refuse the statement. */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}
