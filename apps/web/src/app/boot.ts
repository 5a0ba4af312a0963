/** What came with the page (the server's web_app_boot.ts): who this is, and the words behind ids. */
export interface Boot {
  readonly csrf: string;
  readonly build: string;
  /** The place in the stream of events that this is as of. */
  readonly place: number;
  readonly clock_offset_ms: number;
  /** The server's moment when the page was made, ISO 8601. */
  readonly server_time: string;
  /** `begun`: somebody was put on a cadence. */
  readonly team: { readonly name: string; readonly sandbox: boolean; readonly begun: boolean };
  /** For admins of a team with a demo beside it; null: there is none. */
  readonly demo: {
    readonly here: boolean;
    readonly name: string;
    readonly home: string;
    readonly step: number;
    readonly steps: number;
    readonly doing: string | null;
    readonly ready: boolean;
  } | null;
  readonly me: {
    readonly id: number;
    readonly guid: string;
    readonly name: string | null;
    readonly first_name: string | null;
    readonly email: string | null;
    readonly time_zone: string | null;
  };
  readonly rights: {
    readonly admin: boolean;
    readonly sees_all: boolean;
    readonly permissions: readonly string[];
  };
  readonly preferences: Readonly<Record<string, unknown>>;
  readonly users: readonly { readonly id: number; readonly name: string | null; readonly active: boolean }[];
  readonly stages: readonly { readonly id: number; readonly name: string | null }[];
}

function read(): Boot {
  const text = document.getElementById('boot')?.textContent;
  if (!text) throw new Error('The page came without its data');
  return JSON.parse(text) as Boot;
}

export const boot: Boot = read();
