import { queryOptions } from '@tanstack/react-query';
import type { Create, Row, StepRules } from '@cadenza/sdk';
import { api } from './api';

export type { EmailPreview, StepRules } from '@cadenza/sdk';
export type Step = Row<'steps'>;
export type Template = Row<'email_templates'>;
export type StepVariant = Row<'step_variants'>;
export type SendWindow = Row<'send_windows'>;

const MOST = 100;
const SOME = 25;

/** The steps of a cadence in their order. */
export const stepsQuery = (cadenceId: number) =>
  queryOptions({
    queryKey: ['steps', cadenceId],
    queryFn: async ({ signal }): Promise<Step[]> => {
      const steps: Step[] = [];
      const pages = api.steps.list({ cadence_id: cadenceId, per_page: MOST }, { signal }).pages();
      for await (const { data } of pages) steps.push(...data);
      return steps.toSorted((a, b) => (a.step_number ?? 0) - (b.step_number ?? 0));
    },
  });

/** Of which cadences steps are. */
export const stepPlacesQuery = (ids: readonly number[]) =>
  queryOptions({
    queryKey: ['steps', 'places', ids],
    queryFn: async ({ signal }) => {
      const asked = { ids: ids.slice(0, MOST), per_page: MOST, include: ['cadence'] };
      const { data, included } = await api.steps.list(asked, { signal });
      const cadences = (included?.['cadences'] ?? {}) as Readonly<Record<string, { name: string | null }>>;
      return Object.fromEntries(
        data.flatMap(({ id, cadence }) =>
          cadence ? [[id, { id: cadence.id, name: cadences[cadence.id]?.name ?? 'A cadence' }]] : [],
        ),
      ) as Readonly<Record<string, { readonly id: number; readonly name: string }>>;
    },
    enabled: ids.length > 0,
  });

export const stepRulesQuery = (id: number) =>
  queryOptions({
    queryKey: ['step_rules', id],
    queryFn: async ({ signal }): Promise<StepRules> => await api.step_rules(id, { signal }),
  });

export const templateQuery = (id: number) =>
  queryOptions({
    queryKey: ['email_templates', 'one', id],
    queryFn: async ({ signal }) => await api.email_templates.show(id, { signal }),
  });

export const variablesQuery = queryOptions({
  queryKey: ['template_variables'],
  queryFn: async ({ signal }) => await api.template_variables({ signal }),
  staleTime: 5 * 60_000,
});

export interface Words {
  readonly subject: string;
  readonly body: string;
}

/** What the server makes of words that are not saved; for nobody in particular, or for a person. */
export const previewQuery = (
  { subject, body }: Words,
  stepId: number | undefined,
  personId: number | undefined,
) =>
  queryOptions({
    queryKey: ['email_preview', subject, body, stepId, personId],
    queryFn: async ({ signal }) =>
      await api.preview_email(
        {
          subject,
          body,
          ...(stepId === undefined ? {} : { step_id: stepId }),
          ...(personId === undefined ? {} : { person_id: personId }),
        },
        { signal },
      ),
  });

/** Some people to try an e-mail with: those of the cadence, else the newest of the team. */
export const samplePeopleQuery = (cadenceId: number | undefined) =>
  queryOptions({
    queryKey: ['sample_people', cadenceId],
    queryFn: async ({ signal }) => {
      const on =
        cadenceId === undefined
          ? []
          : (await api.people.list({ cadence_id: cadenceId, per_page: SOME }, { signal })).data;
      return on.length > 0 ? on : (await api.people.list({ per_page: SOME }, { signal })).data;
    },
    staleTime: 5 * 60_000,
  });

type Kind = Create<'steps'>['type'];

/** A step at the end of a day; an e-mail comes with a template of its own. */
export async function createStep(cadenceId: number, type: Kind, day: number): Promise<Step> {
  const base = { cadence_id: cadenceId, type, day, name: NAMES[type] };
  if (type !== 'email') return await api.steps.create(base);
  const template = await api.email_templates.create({
    title: `${NAMES[type]}, day ${day}`,
    subject: '',
    body: '',
  });
  return await api.steps.create({
    ...base,
    email_template_id: template.id,
    automated: true,
    send_type: 'at_time',
    time_of_day: '09:00',
    timezone_mode: 'user',
  });
}

const NAMES: Readonly<Record<Kind, string>> = {
  email: 'E-mail',
  phone: 'Call',
  integration: 'Integration',
  other: 'Other step',
};

/** Versions of all e-mail steps of a cadence. */
export const variantsQuery = (cadenceId: number) =>
  queryOptions({
    queryKey: ['step_variants', cadenceId],
    queryFn: async ({ signal }): Promise<StepVariant[]> => {
      const all: StepVariant[] = [];
      const pages = api.step_variants.list({ cadence_id: cadenceId, per_page: MOST }, { signal }).pages();
      for await (const { data } of pages) all.push(...data);
      return all.toSorted((a, b) => a.id - b.id);
    },
  });

/** The version that may be declared the winner; null: the figures say nothing yet. */
export const suggestionQuery = (stepId: number) =>
  queryOptions({
    queryKey: ['variant_suggestion', stepId],
    queryFn: async ({ signal }) =>
      (await api.variant_suggestion(stepId, { signal })).step_variant?.id ?? null,
  });

/** Hours that may count for a cadence: its own, those of a user, those of the team. */
export const windowsQuery = (cadenceId: number, userId: number) =>
  queryOptions({
    queryKey: ['send_windows', 'counting', cadenceId, userId],
    queryFn: async ({ signal }): Promise<readonly SendWindow[]> => {
      const none = '_is_null';
      const lists = await Promise.all([
        api.send_windows.list({ cadence_id: cadenceId }, { signal }),
        api.send_windows.list({ user_id: userId, cadence_id: none }, { signal }),
        api.send_windows.list({ user_id: none, cadence_id: none }, { signal }),
      ]);
      return lists.flatMap(({ data }) => data);
    },
    staleTime: 5 * 60_000,
  });

/** A template of its own for a version, which says at first what another says. */
export const copyOfTemplate = async (title: string, { subject, body }: Words): Promise<Template> =>
  await api.email_templates.create({ title, subject, body });

export const addVariant = async (body: Create<'step_variants'>): Promise<StepVariant> =>
  await api.step_variants.create(body);
