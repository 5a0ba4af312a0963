import type { EmailPreview, Timeline } from '@cadenza/sdk';
import { queryOptions } from '@tanstack/react-query';
import { api } from './api';

/** What a touch needs to be done: the person's place on the cadence, past and future, and the step's words. */
export interface Place {
  readonly membershipId: number | undefined;
  readonly timeline: Timeline | undefined;
}

export const placeQuery = (personId: number, cadenceId: number) =>
  queryOptions({
    queryKey: ['place', personId, cadenceId],
    queryFn: async ({ signal }): Promise<Place> => {
      const { data } = await api.cadence_memberships.list(
        { person_id: personId, cadence_id: cadenceId, per_page: 1 },
        { signal },
      );
      const membershipId = data[0]?.id;
      if (membershipId === undefined) return { membershipId, timeline: undefined };
      return { membershipId, timeline: await api.membership_timeline(membershipId, { signal }) };
    },
  });

export const stepWordsQuery = (stepId: number) =>
  queryOptions({
    queryKey: ['step_words', stepId],
    queryFn: async ({ signal }) => {
      const rules = await api.step_rules(stepId, { signal });
      const { instructions, email_template_id: template } = rules;
      // It answers an earlier e-mail of ours, whose subject it has.
      const threaded = rules.previous_email_step_id !== null;
      if (template === null) return { instructions, threaded, subject: null, body: null };
      const { subject, body } = await api.email_templates.show(template, { signal });
      return { instructions, threaded, subject: subject ?? null, body: body ?? null };
    },
    staleTime: 60_000,
  });

export interface Wording {
  readonly subject: string | null;
  readonly body: string | null;
}

/** A text as it would be for this person, and what it lacks. */
export const previewQuery = (personId: number, stepId: number | undefined, { subject, body }: Wording) =>
  queryOptions({
    queryKey: ['preview', personId, stepId ?? null, subject, body],
    queryFn: ({ signal }): Promise<EmailPreview> =>
      api.preview_email({ subject, body, person_id: personId, step_id: stepId ?? null }, { signal }),
  });

/** What happened with a person, the newest first. */
export const historyQuery = (personId: number) =>
  queryOptions({
    queryKey: ['history', personId],
    queryFn: async ({ signal }) => {
      const { data } = await api.activity_histories(
        { resource_type: ['person'], resource_id: [personId], per_page: 25 },
        { signal },
      );
      return data;
    },
  });

export const taskQuery = (id: number) =>
  queryOptions({ queryKey: ['task', id], queryFn: ({ signal }) => api.tasks.show(id, { signal }) });

export const ledgerEntryQuery = (id: number) =>
  queryOptions({
    queryKey: ['ledger_entry', id],
    queryFn: ({ signal }) => api.send_ledger.show(id, { signal }),
  });

/** What a call can end with, and what it was like: words that the team chose. */
export const callWordsQuery = () =>
  queryOptions({
    queryKey: ['call_words'],
    queryFn: async ({ signal }) => {
      const asked = { sort_by: 'created_at', sort_direction: 'ASC', per_page: 100 } as const;
      const [outcomes, sentiments, team] = await Promise.all([
        api.call_dispositions.list(asked, { signal }),
        api.call_sentiments.list(asked, { signal }),
        api.team({ signal }),
      ]);
      const names = (rows: readonly { name: string | null }[]) =>
        rows.flatMap(({ name }) => (name === null ? [] : [name]));
      return {
        outcomes: names(outcomes.data),
        sentiments: names(sentiments.data),
        outcomeRequired: team.dispositions_required,
        sentimentRequired: team.sentiments_required,
      };
    },
    staleTime: Infinity,
  });

export const dial = (personId: number, actionId: number | undefined, outsideHours: boolean) =>
  api.dial_person(personId, { action_id: actionId ?? null, outside_hours: outsideHours });
