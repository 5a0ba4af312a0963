import { savedListViews } from './saved_list_views.js';

/** Resources whose seed is a file of their own: every walk finds it here. */
export const SEEDS = { saved_list_views: savedListViews };
export type Seeded = keyof typeof SEEDS;
export const SEEDED = Object.keys(SEEDS) as Seeded[];
