import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useDraft } from '../../app/drafts';
import { placeQuery, previewQuery, stepWordsQuery, type Wording } from '../../data/work';
import type { Item } from '../../data/queue';
import type { Reading } from '../../ui/rich-text-dom';

/** What somebody made of the letter of an item; absent parts are as the template says. */
export interface LetterDraft {
  readonly subject?: string;
  readonly body?: string;
}

export interface LetterWork {
  readonly loading: boolean;
  readonly error: unknown;
  readonly subject: string;
  readonly reading: Reading;
  readonly from: string | undefined;
  /** The subject is that of the conversation. */
  readonly threaded: boolean;
  /** Fields of the person that are empty, and names that are no field at all. */
  readonly empty: readonly string[];
  readonly unknown: readonly string[];
  readonly problems: readonly string[];
  /** Its words with their variables, as the server renders them. */
  readonly asked: Wording;
  readonly draft: LetterDraft | undefined;
  setDraft(next: LetterDraft | undefined): void;
}

const NOTHING: Wording = { subject: null, body: null };

/** The e-mail of an item as it would leave now: rendered by the server for this person, or as it was edited here. */
export function useLetter(item: Item): LetterWork {
  const { value: draft, loaded, set } = useDraft<LetterDraft>(item.key);
  const personId = item.person?.id ?? 0;
  const stepId = item.step?.id;
  const place = useQuery(placeQuery(personId, item.cadence?.id ?? 0));
  const words = useQuery({ ...stepWordsQuery(stepId ?? 0), enabled: stepId !== undefined });
  const entry = place.data?.timeline?.entries.find(({ action }) => action?.id === item.action?.id);
  const ready = entry?.email?.body == null ? undefined : entry.email;
  const template: Wording = words.data ?? NOTHING;
  const edited = useDeferredValue(draft);
  const asked = edited
    ? { subject: edited.subject ?? template.subject, body: edited.body ?? template.body }
    : template;
  const needed = edited !== undefined || (place.isSuccess && !ready);
  const preview = useQuery({
    ...previewQuery(personId, stepId, asked),
    enabled: needed && words.isSuccess && asked.body !== null,
    placeholderData: edited ? (before) => before : undefined,
  });
  const found = needed ? preview.data : undefined;
  const missing = found?.missing_fields ?? [];
  const waits = place.isPending || words.isPending || (needed && preview.isLoading);
  return {
    // What somebody writes stands there whatever the server does: it says later what is missing in it.
    loading: !loaded || (draft === undefined && waits),
    error: draft === undefined ? (place.error ?? words.error ?? preview.error) : null,
    subject: draft?.subject ?? ready?.subject ?? preview.data?.subject ?? template.subject ?? '',
    reading: readingOf(draft, ready?.body ?? preview.data?.body ?? '', missing),
    from: ready?.from_address,
    threaded: words.data?.threaded ?? false,
    empty: found?.empty_fields ?? [],
    unknown: found?.unknown_fields ?? [],
    problems: found?.problems.map(({ message }) => message) ?? [],
    asked,
    draft,
    setDraft: set,
  };
}

const readingOf = (draft: LetterDraft | undefined, rendered: string, missing: readonly string[]): Reading =>
  draft?.body === undefined ? { html: rendered, missing } : { html: draft.body, missing, template: true };
