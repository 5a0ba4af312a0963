import { useCallback, useState } from 'react';

const USUAL = 840;
const LEAST = 240;

/** How wide a picture stands on the page, in pixels: it is drawn for that, so that its letters are as large as all others. */
export function useWidth(): readonly [
  ref: (svg: SVGSVGElement | null) => (() => void) | undefined,
  width: number,
] {
  const [width, setWidth] = useState(USUAL);
  const ref = useCallback((svg: SVGSVGElement | null) => {
    if (!svg) return undefined;
    const measure = () => setWidth(Math.max(LEAST, Math.round(svg.getBoundingClientRect().width)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(svg);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
