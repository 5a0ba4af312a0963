import { openapi } from '@cadenza/contract';
import { expect, it } from 'vitest';

it('the OpenAPI document is the golden one: changing the public surface means re-recording it (vitest run FILE -u)', async () => {
  await expect(`${JSON.stringify(openapi('http://localhost:3000'), null, 1)}\n`).toMatchFileSnapshot(
    './openapi.json',
  );
});
