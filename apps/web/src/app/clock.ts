import { boot } from './boot';

/** How far the browser's clock is from the server's, milliseconds: nothing here believes the browser's. */
const drift = Date.parse(boot.server_time) - Date.now();
let travelled = boot.clock_offset_ms;

/** The team's moment: the server's clock, and what its sandbox travelled. */
export const now = (): Date => new Date(Date.now() + drift + travelled);

/** The sandbox moved its clock. Milliseconds ahead of the server's. */
export const setTravelled = (milliseconds: number): void => {
  travelled = milliseconds;
};
export const travelledMs = (): number => travelled;

/** Epoch milliseconds of this browser: for how long something has waited here, never shown. */
export const browserMs = (): number => Date.now();

/** Milliseconds that only grow: how long something takes, never shown as a moment. */
export const elapsed = (): number => performance.now();
