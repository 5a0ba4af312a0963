import type { Key, View } from '../db/view.js';
import type { Sealer } from '../kernel/sealed.js';
import { openInJson } from '../kernel/sealed-json.js';
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
