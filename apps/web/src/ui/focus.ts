/** As `ref` of what somebody asked for and works in next: it has the focus when it appears. */
export const focusOn = (element: HTMLElement | null): void => element?.focus();

/** Where what had the focus is gone, whoever uses the keyboard goes on in the page, not before its menu. */
export function toContent(): void {
  if (document.activeElement === document.body || document.activeElement === null)
    document.getElementById('content')?.focus({ preventScroll: true });
}
