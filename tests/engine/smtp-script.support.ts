import { createServer, type Server, type Socket } from 'node:net';

/** What a scripted server says to a command; undefined: what a friendly one says. `silence`: nothing, `hang up`: it closes. */
export type SmtpScript = (command: string) => string | undefined;

/**
 * A mail server that speaks these answers to `greeting`, to each command, and to `.`, the end of the data. Keeps the
 * recipients of the messages it took, and the commands.
 */
export async function smtpScript(answer: SmtpScript) {
  const taken: string[] = [];
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    let body = false;
    let rest = '';
    let to: string[] = [];
    socket.on('error', () => undefined);
    const say = (text: string) => {
      if (text === 'hang up') socket.destroy();
      else if (text !== 'silence') socket.write(`${text}\r\n`);
    };
    say(answer('greeting') ?? '220 ready');
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1');
      for (;;) {
        const end = body ? rest.indexOf('\r\n.\r\n') : rest.indexOf('\r\n');
        if (end < 0) return;
        const command = body ? '.' : rest.slice(0, end);
        rest = rest.slice(end + (body ? 5 : 2));
        body = false;
        commands.push(command);
        const said = answer(command) ?? (command === 'DATA' ? '354 go on' : '250 OK');
        if (command.startsWith('MAIL')) to = [];
        if (command.startsWith('RCPT') && said.startsWith('2')) to.push(/<(.*?)>/.exec(command)?.[1] ?? '');
        if (command === '.' && said.startsWith('2')) taken.push(...to);
        if (said.startsWith('354')) body = true;
        say(said);
      }
    });
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port, taken, commands, close };
}
