const WIDTH = 96;

/** A bar from zero, beside the number that it draws. */
export const InlineBar = ({ value, most }: { value: number; most: number }) => (
  <svg className="inline-bar-svg" width={WIDTH} height="10" aria-hidden="true">
    <rect className="s1" width={most > 0 ? (WIDTH * value) / most : 0} height="10" rx="1" />
  </svg>
);
