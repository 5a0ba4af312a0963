import {
  importCancel,
  importDryRun,
  importProgress,
  importReasons,
  importRows,
  importSheet,
  importStart,
  imports,
} from '../resources/imports.js';
import { people, personUpserts } from '../resources/people.js';
import { personStages } from '../resources/person_stages.js';
import { createSuccess, successes } from '../resources/successes.js';
import { personWhyNotSent } from '../resources/timelines.js';

/** People, their stages, and where they came from. */
export const area = {
  resources: {
    imports,
    people,
    person_stages: personStages,
    successes,
  },
  operations: {
    create_success: createSuccess,
    import_cancel: importCancel,
    import_dry_run: importDryRun,
    import_progress: importProgress,
    import_reasons: importReasons,
    import_rows: importRows,
    import_sheet: importSheet,
    import_start: importStart,
    person_upserts: personUpserts,
    person_why_not_sent: personWhyNotSent,
  },
};
