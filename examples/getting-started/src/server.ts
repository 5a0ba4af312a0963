import { createServer } from 'node:https';
import { localCertificate } from './certificate.js';
import { codeOf } from './lock.js';
import { explain, Problem } from './problem.js';
import { readSettings } from './settings.js';
import { probe, signInHandler } from './sign-in.js';
import { openStore } from './store.js';

/** Authorizes through the browser: run it, open https://localhost:8443, sign in. Ends with Ctrl-C. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const store = openStore(settings);
  await store.read();
  await probe(settings.app.authUrl);
  const server = createServer(await localCertificate(settings.storeFolder, new Date()));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  server.on(
    'request',
    signInHandler({
      settings,
      store,
      onSuccess: () =>
        console.log('Signed in. Now run `npm run cli` in another terminal; Ctrl-C ends this server.'),
      onFailure: (error) => {
        report(error);
        stop();
      },
    }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const problem = new Problem(
        `Port ${settings.port} is in use: end the program that has it (perhaps this one in another terminal), then try again.`,
      );
      reject(codeOf(error) === 'EADDRINUSE' ? problem : error);
    });
    // Loopback only: nobody else on the network has business here.
    server.listen(settings.port, '127.0.0.1', resolve);
  });
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  console.log(
    `Open https://localhost:${settings.port} and click "Sign in". The browser warns about the self-signed certificate: continue.`,
  );
}

function report(error: unknown): void {
  console.error(explain(error));
  process.exitCode = 1;
}

await main().catch(report);
