/** What a cadence asks of the people who are put on it (cadences.entry_*). */
export interface EntryRules {
  once: boolean;
  exclusive: boolean;
  /** Days since the last contact; null: any. */
  quietDays: number | null;
  blockedStageIds: readonly number[];
  /** A person who stands in one of these would leave at once. */
  exitStageIds: readonly number[];
  /** Where the adding itself moves the person. */
  addedStageId: number | null;
}

/** What is known of the person when they are to be added. */
export interface Entrant {
  /** A record of an earlier run exists. */
  wasOnIt: boolean;
  /** Names of the other cadences the person is active on. */
  activeOn: readonly string[];
  lastContactedAt: Date | null;
  stage: { id: number; name: string | null } | null;
}

const DAY_MS = 86_400_000;

/** Why the cadence does not take the person, as the complaint about person_id; undefined when it does. Pure. */
export function entryProblem(rules: EntryRules, entrant: Entrant, now: Date): string | undefined {
  if (rules.once && entrant.wasOnIt) return 'was on this cadence before, and it takes each person once only';
  const [other] = entrant.activeOn;
  if (rules.exclusive && other !== undefined)
    return `is active on the cadence "${other}", and this cadence takes only people who are on no other`;
  const { stage, lastContactedAt } = entrant;
  if (stage !== null && rules.blockedStageIds.includes(stage.id))
    return `is in the stage "${stage.name ?? stage.id}", which this cadence does not take`;
  if (stage !== null && rules.addedStageId === null && rules.exitStageIds.includes(stage.id))
    return `is in the stage "${stage.name ?? stage.id}", which ends this cadence`;
  if (rules.quietDays === null || lastContactedAt === null) return undefined;
  const free = new Date(lastContactedAt.getTime() + rules.quietDays * DAY_MS);
  if (free <= now) return undefined;
  return `was contacted on ${day(lastContactedAt)}, and this cadence takes only people who were left alone for ${rules.quietDays} ${rules.quietDays === 1 ? 'day' : 'days'}`;
}

function day(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
