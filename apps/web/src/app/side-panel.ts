import { boot } from './boot';
import { setPreference } from './preferences';
import { createStore } from './store';

const NAME = 'side_panel';

/** Whether who and what it is about stands beside the work, where there is room for it. */
export const sidePanel = createStore(boot.preferences[NAME] !== false);

export function toggleSidePanel(): void {
  const shown = !sidePanel.get();
  sidePanel.set(shown);
  setPreference(NAME, shown ? null : false);
}
