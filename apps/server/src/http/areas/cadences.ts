import type { Areas } from '@cadenza/contract';
import {
  cadenceMembershipsView,
  cadencePeopleView,
  cadences,
  declareWinner,
  pauseOwnCadence,
  placeSteps,
  readCadenceRules,
  readStepRules,
  steps,
  stepVariants,
  suggestVariant,
} from '../../domain/cadences/index.js';
import { exportCadence, importCadence } from '../../domain/cadence-files/index.js';
import {
  addToCadence,
  moveToStep,
  pauseOne,
  removeFromCadence,
  resumeOne,
  skipStep,
} from '../../domain/memberships/index.js';
import type { Command } from '../../domain/command.js';
import { downloadCadences } from '../cadence-downloads.js';
import type { Answer, HandlersOf } from '../handler-types.js';
import { readCadenceCalendar } from '../cadence-calendar.js';
import { timelineOperations } from '../timeline-handlers.js';

/** A write on a membership that answers with the membership. */
function membershipOperation<Input extends { readonly params: { readonly id: number } }>(
  work: (command: Command, input: Input) => Promise<void>,
): { write: (command: Command, input: Input) => Promise<Answer> } {
  return {
    write: async (command, input) => {
      await work(command, input);
      return (render) => render(cadenceMembershipsView, input.params.id);
    },
  };
}

const cadencePause = (paused: boolean) => ({
  write: async (command: Command, { params: { id } }: { params: { id: number } }): Promise<Answer> => {
    await pauseOwnCadence(command, id, paused);
    return (render) => render(cadences.view, id);
  },
});

/** Cadences, their steps, and who is on them. */
export const area: HandlersOf<Areas['cadences']> = {
  resources: {
    cadence_memberships: {
      view: cadenceMembershipsView,
      create: addToCadence,
      remove: (command, id) => removeFromCadence(command, id),
    },
    cadences,
    step_variants: stepVariants,
    steps,
  },
  operations: {
    cadence_export: { read: (reader, { params: { id } }) => exportCadence(reader, id) },
    cadence_export_downloads: { act: downloadCadences },
    cadence_imports: {
      write: async (command, { body }) => {
        const id = await importCadence(command, body);
        return async (_render, base) =>
          JSON.stringify({ cadence: { _href: `${base}/v2/cadences/${id}`, id } });
      },
    },
    cadence_calendar: { read: readCadenceCalendar },
    cadence_forecast: timelineOperations.cadence_forecast,
    cadence_people: { view: cadencePeopleView },
    cadence_rules: { read: readCadenceRules },
    cadence_timeline: timelineOperations.cadence_timeline,
    declare_winner: {
      write: async (command, { params: { id }, body }) => {
        await declareWinner(command, id, body.declared ?? true);
        return (render) => render(stepVariants.view, id);
      },
    },
    membership_timeline: timelineOperations.membership_timeline,
    move_membership: membershipOperation((command, { params: { id }, body }) =>
      moveToStep(command, id, body),
    ),
    pause_cadence: cadencePause(true),
    pause_membership: membershipOperation((command, { params: { id }, body }) => pauseOne(command, id, body)),
    resume_cadence: cadencePause(false),
    resume_membership: membershipOperation((command, { params: { id } }) => resumeOne(command, id)),
    skip_step: membershipOperation((command, { params: { id }, body }) => skipStep(command, id, body)),
    step_places: {
      write: async (command, { params: { id }, body, ifMatch }) => {
        const placed = await placeSteps(command, id, body, ifMatch);
        return async () => JSON.stringify({ steps: placed });
      },
    },
    step_rules: { read: readStepRules },
    variant_suggestion: { read: suggestVariant },
  },
};
