import { setPreference } from './preferences';

export const themes = ['light', 'dark', 'system'] as const;

/** At once here, and with the next page from the server, which writes it before anything is painted. */
export function setTheme(theme: (typeof themes)[number]): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  setPreference('theme', theme === 'system' ? null : theme);
}
