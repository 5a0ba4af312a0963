import type { Notice } from '../data/notices';

/** Where a notice leads. */
export function placeOf({ resource, resource_id: id }: Pick<Notice, 'resource' | 'resource_id'>): string {
  if (resource === 'threads') return `/inbox?view=all&thread=${id}`;
  if (resource === 'people') return `/people/${id}`;
  if (resource === 'users') return '/settings/profile';
  return resource === 'mailboxes' ? '/mailboxes' : '/settings/apps';
}

/** What came after a moment, oldest first: what the desktop has not shown yet. `since`: the greatest number known. */
export const cameAfter = (notices: readonly Notice[], since: number): readonly Notice[] =>
  notices.filter(({ id }) => id > since).toSorted((a, b) => a.id - b.id);
