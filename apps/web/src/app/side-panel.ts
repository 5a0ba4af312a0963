import { preference, setPreference, usePreference } from './preferences';

const NAME = 'side_panel';

/** Whether who and what it is about stands beside the work, where there is room for it. */
export const useSidePanel = (): boolean => usePreference(NAME) !== false;

export const toggleSidePanel = (): void => setPreference(NAME, preference(NAME) === false ? null : false);
