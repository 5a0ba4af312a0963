/** As `ref` of what somebody asked for and works in next: it has the focus when it appears. */
export const focusOn = (element: HTMLElement | null): void => element?.focus();
