/**
 * A number in [0, 1) that is the same for the same words every time: spread and jitter must survive a restart and be
 * the same in a rehearsal. FNV-1a, then one round of mixing, because neighbouring ids differ in few bits.
 */
export function seededRandom(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of words.join(':')) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
