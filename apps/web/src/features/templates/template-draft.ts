import type { Template } from '../../data/templates';

/** A template as it is typed. */
export interface TemplateDraft {
  readonly title: string;
  readonly subject: string;
  readonly body: string;
  /** Names with commas between. */
  readonly tags: string;
  readonly shared: boolean;
  readonly open_tracking: boolean;
  readonly click_tracking: boolean;
}

export const draftOf = (template: Template): TemplateDraft => ({
  title: template.title ?? '',
  subject: template.subject ?? '',
  body: template.body ?? '',
  tags: template.tags.join(', '),
  shared: template.shared,
  open_tracking: template.open_tracking_enabled,
  click_tracking: template.click_tracking_enabled,
});

/** What was changed, as the API takes it: nothing else is overwritten. */
export const changesOf = (draft: TemplateDraft, from: TemplateDraft): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(draft)
      .filter(([name, value]) => value !== from[name as keyof TemplateDraft])
      .map(([name, value]) => [name, name === 'tags' ? tagsOf(String(value)) : value]),
  );

/** Names of tags, each once. */
export const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
];
