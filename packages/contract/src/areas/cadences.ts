import {
  cadenceMemberships,
  cadencePeople,
  moveMembership,
  pauseMembership,
  resumeMembership,
  skipStep,
} from '../resources/cadence_memberships.js';
import {
  cadenceExport,
  cadenceExportDownloads,
  cadenceImports,
  cadenceRules,
  cadences,
} from '../resources/cadences.js';
import { pauseCadence, resumeCadence } from '../resources/sending_settings.js';
import { declareWinner, stepVariants, variantSuggestion } from '../resources/step_variants.js';
import { stepPlaces, stepRules, steps } from '../resources/steps.js';
import {
  cadenceCalendar,
  cadenceForecast,
  cadenceTimeline,
  membershipTimeline,
} from '../resources/timelines.js';

/** Cadences, their steps, and who is on them. */
export const area = {
  resources: {
    cadence_memberships: cadenceMemberships,
    cadences,
    step_variants: stepVariants,
    steps,
  },
  operations: {
    cadence_export: cadenceExport,
    cadence_export_downloads: cadenceExportDownloads,
    cadence_imports: cadenceImports,
    cadence_calendar: cadenceCalendar,
    cadence_forecast: cadenceForecast,
    cadence_people: cadencePeople,
    cadence_rules: cadenceRules,
    cadence_timeline: cadenceTimeline,
    declare_winner: declareWinner,
    membership_timeline: membershipTimeline,
    move_membership: moveMembership,
    pause_cadence: pauseCadence,
    pause_membership: pauseMembership,
    resume_cadence: resumeCadence,
    resume_membership: resumeMembership,
    skip_step: skipStep,
    step_places: stepPlaces,
    step_rules: stepRules,
    variant_suggestion: variantSuggestion,
  },
};
