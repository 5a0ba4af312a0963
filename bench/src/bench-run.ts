import type { Databases } from './databases.js';
import type { Row } from './report.js';
import type { Settings } from './settings.js';

/** What every case gets. */
export interface Run {
  settings: Settings;
  /** Temporary: the caller removes it. */
  folder: string;
  databases: Databases;
  signal: AbortSignal;
  progress: (line: string) => void;
  /** Called with each line of the table as soon as it is known. */
  report: (row: Row) => void;
  /** Called with PostgreSQL's version. */
  database: (version: string) => void;
}
