/** For what is chosen in a line that scrolls sideways: it is in sight when it is drawn, and when it becomes the one that is chosen. */
export const intoSight = (element: HTMLElement | null): void =>
  element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
