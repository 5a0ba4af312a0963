import { boot } from '../app/boot';
import { elapsed } from '../app/clock';

/** Proves that a page of ours calls. Bound to the session: another one once the user signed in anew in another tab. */
let csrf = boot.csrf;
/** The browser is signed in as somebody else: what was written here is not theirs to send. */
let foreign = false;
let asking: Promise<boolean> | undefined;
let askedAt = Number.NEGATIVE_INFINITY;
/** A right that is lacking is refused like a wrong session: not each of those asks anew. */
const ASK_MS = 3_000;

export const isForeign = (): boolean => foreign;

/** fetch with the session of this browser; when another one has taken its place, of the same user, with that. */
export const sessionFetch: typeof fetch = async (input, init) => {
  const answer = await fetch(input, proven(init));
  if (answer.status !== 403 || !(await renewed())) return answer;
  return fetch(input, proven(init));
};

/** A write that outlives its page: nobody hears of its answer. */
export function leaveBehind(path: string, init: RequestInit): void {
  void fetch(path, proven({ ...init, keepalive: true })).catch(() => undefined);
}

const proven = (init: RequestInit | undefined): RequestInit => ({
  ...init,
  headers: { ...(init?.headers as Record<string, string> | undefined), 'x-cadenza-csrf': csrf },
});

/** Whether this browser has another session of the same user by now, which is then used. */
function renewed(): Promise<boolean> {
  if (!asking && elapsed() - askedAt > ASK_MS) {
    askedAt = elapsed();
    asking = look().finally(() => {
      asking = undefined;
    });
  }
  return asking ?? Promise.resolve(false);
}

async function look(): Promise<boolean> {
  const page = await fetch('/app/', { credentials: 'same-origin', redirect: 'manual' }).catch(
    () => undefined,
  );
  if (!page?.ok) return false;
  const html = new DOMParser().parseFromString(await page.text(), 'text/html');
  const text = html.getElementById('boot')?.textContent;
  if (!text) return false;
  const now = JSON.parse(text) as typeof boot;
  foreign = now.me.guid !== boot.me.guid;
  if (foreign || now.csrf === csrf) return false;
  csrf = now.csrf;
  return true;
}
