import type { Cadence } from '../../data/cadences';
import { Chip, type Tone } from '../../ui/button';

interface Standing {
  readonly word: string;
  readonly tone: Tone;
}

/** How it stands with a cadence, in a word. */
export function standing({ archived, current_state: state }: Cadence, paused: boolean): Standing {
  if (archived || state === 'archived') return { word: 'Put away', tone: 'grey' };
  if (state === 'draft') return { word: 'Draft', tone: 'outline' };
  if (state === 'expired') return { word: 'Ended', tone: 'grey' };
  return paused ? { word: 'Paused', tone: 'amber' } : { word: 'Active', tone: 'green' };
}

export function StateChip({ cadence, paused }: { cadence: Cadence; paused: boolean }) {
  const { word, tone } = standing(cadence, paused);
  return <Chip tone={tone}>{word}</Chip>;
}

export const sharing = ({ team_cadence: team, shared }: Cadence): string =>
  team ? 'Team' : shared ? 'Shared' : 'Own';
