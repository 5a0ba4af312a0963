import { Readable } from 'node:stream';
import type { ExportFormat } from '../db/exporting.js';
import type { Key, View } from '../db/view.js';
import type { Sealer } from '../kernel/sealed.js';
import { openInCells, openInJson } from '../kernel/sealed-json.js';
import type { AppContext } from './context.js';
import { sealerOf } from './command.js';

/** Wire JSON with the secrets of its view opened: what is kept of an answer has them sealed. @throws SealError */
export function opened(
  mount: { readonly sealer?: Sealer; readonly context: AppContext },
  view: View<Key>,
  json: string,
): string {
  return view.secret ? openInJson(sealerOf(mount), json) : json;
}

/** Lines of an export with the secrets of their view opened. */
export function openedLines(
  mount: { readonly sealer?: Sealer; readonly context: AppContext },
  view: View<Key>,
  format: ExportFormat,
  rows: Readable,
): Readable {
  if (!view.secret) return rows;
  const sealer = sealerOf(mount);
  const open = (line: string) => (format === 'csv' ? openInCells(sealer, line) : openInJson(sealer, line));
  async function* lines(): AsyncGenerator<string> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of rows as AsyncIterable<Buffer>) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) yield `${open(line)}\n`;
    }
    if (rest !== '') yield open(rest);
  }
  return Readable.from(lines(), { objectMode: false });
}
