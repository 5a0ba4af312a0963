/** A page of foreign words, cleaned, or of plain text where there is no HTML. */
export function framePage(html: string | null, text: string): string {
  const body = html ?? `<pre>${escaped(text)}</pre>`;
  return `<!doctype html><html><head><meta charset="utf-8"><title></title><style>${STYLE}</style></head><body>${body}</body></html>`;
}

const STYLE = `body{margin:0;font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}pre{font:inherit;white-space:pre-wrap;margin:0}`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
