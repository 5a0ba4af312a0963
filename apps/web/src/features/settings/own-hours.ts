interface Block {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

export const DAYS = [
  { name: 'd1', word: 'Mon' },
  { name: 'd2', word: 'Tue' },
  { name: 'd3', word: 'Wed' },
  { name: 'd4', word: 'Thu' },
  { name: 'd5', word: 'Fri' },
  { name: 'd6', word: 'Sat' },
  { name: 'd7', word: 'Sun' },
] as const;

/** The same hours on some days of the week: what most people have. */
export type OwnHours = Readonly<Record<(typeof DAYS)[number]['name'], boolean>> & {
  readonly from: string;
  readonly to: string;
};

const USUAL: Block = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };

/** Whether hours are the same on each of their days. */
export const isSimple = (blocks: readonly Block[]): boolean =>
  blocks.length > 0 && blocks.every(({ from, to }) => from === blocks[0]?.from && to === blocks[0]?.to);

export function hoursOf(blocks: readonly Block[] | undefined): OwnHours {
  const { from, to } = blocks?.[0] ?? USUAL;
  const on = new Set((blocks ?? [USUAL]).flatMap(({ days }) => days));
  const days = Object.fromEntries(DAYS.map(({ name }, at) => [name, on.has(at + 1)])) as Omit<
    OwnHours,
    'from' | 'to'
  >;
  return { ...days, from, to };
}

export function blocksOf(hours: OwnHours): readonly Block[] {
  const days = DAYS.flatMap(({ name }, at) => (hours[name] ? [at + 1] : []));
  return days.length === 0 ? [] : [{ days, from: hours.from, to: hours.to }];
}
