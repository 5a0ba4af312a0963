import { write } from './outbox';

/** How this user wants it, on every machine: kept by the server, which brings it with the next page. null: as it is for everybody. */
export function setPreference(name: string, value: unknown): void {
  write({
    method: 'PUT',
    path: '/v2/me/preferences',
    body: { preferences: { [name]: value } },
    scope: 'preferences',
    label: 'Setting of yours',
  });
}
