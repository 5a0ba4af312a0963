import { boot } from './boot';
import { browserMs } from './clock';
import { outboxState } from './outbox';
import { keep, recall } from './storage';
import { createStore } from './store';

/** The server speaks with another build than this page was made by. */
export const upgraded = createStore(false);

const QUIET_MS = 30_000;
const LOOK_MS = 5_000;
/** Two servers may run side by side during an upgrade: a page loaded anew may come from the old one again. */
const AGAIN_MS = 10 * 60_000;
const KEPT = 'reloaded for';

let touchedAt = browserMs();
let looking: ReturnType<typeof setInterval> | undefined;

/** What the stream of events says of the server: another build is loaded as soon as nobody is disturbed by it. */
export function serverIs(build: string | undefined): void {
  if (build === undefined || build === boot.build || upgraded.get()) return;
  upgraded.set(true);
  void recall<number>(`${KEPT} ${build}`).then(async (at) => {
    if (at !== undefined && browserMs() - at < AGAIN_MS) return;
    await keep(`${KEPT} ${build}`, browserMs());
    looking = setInterval(() => reloadWhenCalm(QUIET_MS), LOOK_MS);
  });
}

/** At a change of place, or when the page is not looked at, nothing but a draft can be in hand. */
export const reloadAtTurn = (): boolean => looking !== undefined && reloadWhenCalm(0);

function reloadWhenCalm(quietMs: number): boolean {
  if (!calm(quietMs)) return false;
  clearInterval(looking);
  looking = undefined;
  window.location.reload();
  return true;
}

/** Nobody types, no dialog is open, nothing waits to be sent or can still be taken back. */
function calm(quietMs: number): boolean {
  const { activeElement: on } = document;
  const writing =
    on instanceof HTMLElement && (on.isContentEditable || on.matches('input, textarea, select'));
  const quiet = document.visibilityState === 'hidden' || browserMs() - touchedAt >= quietMs;
  return (
    !writing && quiet && document.querySelector('dialog[open]') === null && outboxState.get().waiting === 0
  );
}

const touched = () => {
  touchedAt = browserMs();
};
for (const kind of ['keydown', 'pointerdown', 'wheel'])
  window.addEventListener(kind, touched, { passive: true });
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') reloadAtTurn();
});
