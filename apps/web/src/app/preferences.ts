import { boot } from './boot';
import { write } from './outbox';
import { createStore, useStore } from './store';

const preferences = createStore(boot.preferences);

/** How this user wants something; undefined: as it is for everybody. */
export const usePreference = (name: string): unknown => useStore(preferences)[name] ?? undefined;

/** Kept by the server, which brings it with the next page, on every machine. null: as it is for everybody. */
export function setPreference(name: string, value: unknown): void {
  preferences.set((before) => ({ ...before, [name]: value }));
  write({
    method: 'PUT',
    path: '/v2/me/preferences',
    body: { preferences: { [name]: value } },
    scope: 'preferences',
    label: 'Setting of yours',
  });
}

/** The value that is kept now: for what is done once, by a key. */
export const preference = (name: string): unknown => preferences.get()[name] ?? undefined;
