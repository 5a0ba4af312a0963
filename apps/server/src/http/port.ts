import { createServer } from 'node:net';

/** What a look at our port found: free, or why not. `cadenza`: a Cadenza server answers there already. */
export type PortState = { kind: 'free' } | { kind: 'cadenza' } | { kind: 'taken'; code: string };

/** Opens the port for a moment. */
export async function lookAtPort(port: number, host: string): Promise<PortState> {
  const server = createServer();
  const code = await new Promise<string | undefined>((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => resolve(undefined));
  });
  if (code === undefined) {
    await new Promise((resolve) => server.close(resolve));
    return { kind: 'free' };
  }
  if (code !== 'EADDRINUSE') return { kind: 'taken', code };
  return (await isCadenza(port, host)) ? { kind: 'cadenza' } : { kind: 'taken', code };
}

async function isCadenza(port: number, host: string): Promise<boolean> {
  const at = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  try {
    const answer = await fetch(`http://${at}:${port}/openapi.json`, { signal: AbortSignal.timeout(3000) });
    const document = (await answer.json()) as { info?: { title?: string } };
    return document.info?.title?.includes('Cadenza') ?? false;
  } catch {
    // Whatever listens there does not speak as we do.
    return false;
  }
}
