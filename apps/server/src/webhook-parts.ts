import type { Config } from './config.js';
import { secretKeys } from './config.js';
import { findNewest } from './db/finding.js';
import type { Key, View } from './db/view.js';
import { write } from './db/write.js';
import { teamNow } from './kernel/clock.js';
import { pauseFailing, subscribersOf } from './domain/webhooks/index.js';
import type { AppContext, WebhookTools } from './http/context.js';
import { handlers } from './http/handlers.js';
import { readContext } from './http/request.js';
import type { Loop } from './jobs/runner.js';
import { randomHex } from './kernel/crypto.js';
import { createSealer } from './kernel/sealed.js';
import { openSealed } from './kernel/sealed-json.js';
import { bodyOf, resourceOf } from './webhooks/bodies.js';
import { deliveryLoop } from './webhooks/deliverer.js';
import { fanOutLoop } from './webhooks/fan-out.js';
import { createPace } from './webhooks/pace.js';
import { createLinkSwap, SWAP_MS } from './webhooks/link-swap.js';
import { createPost, postOnce } from './webhooks/post.js';
import { signedHeaders } from './webhooks/signatures.js';

const viewOf = (resource: string): View<Key> | undefined =>
  Object.hasOwn(handlers.resources, resource)
    ? handlers.resources[resource as keyof typeof handlers.resources].view
    : undefined;

const sealerOf = (config: Config) => createSealer('mailboxes', secretKeys(config));

/** What makes deliveries of events and sends them, as loops of a process. `swapMs`: how long an e-mail waits for its links. */
export function buildWebhooks(
  { config, database, clock, log }: AppContext,
  swapMs = SWAP_MS,
): {
  loops: readonly Loop[];
  swapLinks: ReturnType<typeof createLinkSwap>;
  close(): void;
} {
  const { post, close } = createPost(config.webhooks.allowedHosts);
  const swaps = createPost(config.webhooks.allowedHosts, swapMs);
  const sealer = sealerOf(config);
  const onPaused = async (teamId: number, id: number, reason: string) => {
    log.warn({ teamId, subscriptionId: id, reason }, 'a webhook subscription was paused');
  };
  const pause = async (teamId: number, id: number, reason: string, now: Date) => {
    const paused = await write(database.kysely, teamId, (tx) =>
      pauseFailing(tx, { teamId, id }, reason, now),
    );
    if (paused) await onPaused(teamId, id, reason);
  };
  const pace = createPace();
  return {
    loops: [
      fanOutLoop({ database, log, pace, viewOf, base: config.publicUrl, onPaused }),
      deliveryLoop({ database, clock, log, pace, sealer, post, onPaused }),
    ],
    swapLinks: createLinkSwap({
      database,
      clock,
      log,
      sealer,
      post: swaps.post,
      ms: swapMs,
      viewOf,
      base: config.publicUrl,
      pause,
    }),
    close: () => {
      close();
      swaps.close();
    },
  };
}

/** What the API needs of webhooks beside rows. */
export function buildWebhookTools(context: Pick<AppContext, 'config' | 'database' | 'clock'>): WebhookTools {
  const { config, database, clock } = context;
  const sealer = sealerOf(config);
  return {
    dial: async ({ teamId, url, token, body }) => {
      const call = { teamId, id: `dial_${randomHex(16)}`, type: 'dial', body };
      const headers = signedHeaders(call, openSealed(sealer, token), clock.now());
      return postOnce(config.webhooks.allowedHosts, url, { headers, body });
    },
    headers: ({ teamId, token, ...delivery }) =>
      signedHeaders({ teamId, ...delivery }, openSealed(sealer, token), clock.now()),
    newest: async (principal, subscription, type) => {
      const resource = resourceOf(type);
      const view = viewOf(resource);
      const now = teamNow(clock.now(), principal.clockOffsetMs);
      // One that is paused is refused afterwards: what it would see does not matter.
      const [subscriber] = await subscribersOf(database.kysely, principal.teamId, [subscription]);
      const reading = { ...readContext(context as AppContext, principal, now), ...subscriber?.reads };
      const found = view && (await findNewest(database.kysely, view as View, reading));
      return found && { resource, id: found.id, body: bodyOf(resource, found.json) };
    },
  };
}
