import { createServer, type Server, type Socket } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../apps/server/src/engine/ports.js';
import { composeMessage } from '../../apps/server/src/mail/compose.js';
import { smtpMailer } from '../../apps/server/src/mail/smtp.js';
import { smtpScript } from './smtp-script.support.js';
import { MONDAY } from './support.js';

const letter = {
  message_id: '<two@sender.test>',
  in_reply_to: '<one@sender.test>',
  references: ['<zero@sender.test>', '<one@sender.test>'],
  from_address: 'rhea@sender.test',
  from_name: 'Rhéa "Rep", Jr',
  to_address: 'pat@person.test',
  cc: [],
  subject: 'Grüße — 你好',
  body_html: `<p>Dear Pat, ${'long '.repeat(400)}</p>`,
  body_text: 'Dear Pat',
};

describe('composeMessage', () => {
  it('makes a message that a parser reads back: names, UTF-8, long lines, thread, date', async () => {
    const raw = await composeMessage(letter, MONDAY);
    expect(
      Math.max(
        ...raw
          .toString()
          .split('\r\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(998);
    const parsed = await simpleParser(raw);
    expect(parsed).toMatchObject({
      messageId: letter.message_id,
      inReplyTo: letter.in_reply_to,
      references: letter.references,
      subject: letter.subject,
      date: MONDAY,
    });
    expect(parsed.from?.value).toEqual([{ name: letter.from_name, address: letter.from_address }]);
    expect(parsed.html).toContain(letter.body_html);
    expect(parsed.text?.trim()).toBe('Dear Pat');
  });

  it('cannot be made to carry further headers', async () => {
    const raw = (
      await composeMessage(
        { ...letter, subject: 'Hi\r\nBcc: evil@x.test', from_name: 'A\r\nX-Evil: 1' },
        MONDAY,
      )
    ).toString();
    expect(raw.split('\r\n\r\n')[0]).not.toMatch(/^(Bcc|X-Evil):/im);
    const address = 'pat@person.test\r\nBcc: evil@x.test';
    await expect(composeMessage({ ...letter, to_address: address }, MONDAY)).rejects.toThrow(
      'not an e-mail address',
    );
  });
});

const message: OutgoingMessage = {
  teamId: 1,
  emailId: 1,
  messageId: '<m@sender.test>',
  subject: 'Hi',
  envelope: { from: 'rhea@sender.test', to: ['pat@person.test'] },
  compose: async () => Buffer.from('Subject: Hi\r\n\r\nHello\r\n'),
  begin: async () => true,
  now: MONDAY,
};

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A mailer to a server that speaks these answers, one for each command after the greeting; undefined hangs up. */
async function against(
  answers: (command: string) => string | undefined,
): Promise<ReturnType<typeof smtpMailer>> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    let body = false;
    let rest = '';
    socket.on('error', () => undefined);
    socket.write('220 ready\r\n');
    socket.on('data', (chunk) => {
      rest += chunk.toString();
      for (;;) {
        const end = body ? rest.indexOf('\r\n.\r\n') : rest.indexOf('\r\n');
        if (end < 0) return;
        const command = body ? '.' : rest.slice(0, end);
        rest = rest.slice(end + (body ? 5 : 2));
        body = false;
        const answer = answers(command);
        if (answer === undefined) {
          socket.destroy();
          return;
        }
        if (answer.startsWith('354')) body = true;
        socket.write(`${answer}\r\n`);
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  const mailer = smtpMailer(`smtp://127.0.0.1:${port}?ignoreTLS=true`);
  open.push(async () => {
    await mailer.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  return mailer;
}

const polite = (command: string) => (command === 'DATA' ? '354 go on' : '250 OK');

describe('smtpMailer', () => {
  it('reports what the server answered', async () => {
    const mailer = await against((command) => (command === '.' ? '250 2.0.0 queued as 7' : polite(command)));
    expect(await mailer.send(message)).toEqual({ kind: 'sent', reply: '250 2.0.0 queued as 7' });
  });

  it.each([
    ['RCPT TO', '550 5.1.1 unknown', true, { noSuchAddress: true }],
    ['RCPT TO', '451 4.7.1 greylisted', false, {}],
    // The sender was turned down: so would every other message of its mailbox be.
    ['MAIL FROM', '553 not yours', true, { trouble: 'sender' }],
    ['DATA', '452 full', false, {}],
    ['.', '554 spam', true, { trouble: 'policy' }],
    ['.', '554 broken MIME', true, {}],
    ['.', '451 busy', false, {}],
  ])('%s answered %s: refused, permanent %s', async (at, reply, permanent, also) => {
    const mailer = await against((command) => (command.startsWith(at) ? reply : polite(command)));
    expect(await mailer.send(message)).toEqual({
      kind: 'refused',
      permanent,
      reply: expect.stringContaining(reply),
      ...also,
    });
  });

  it.each(['EHLO', 'MAIL FROM', 'RCPT TO', 'DATA'])(
    'a connection lost at %s was surely not accepted',
    async (at) => {
      const mailer = await against((command) => (command.startsWith(at) ? undefined : polite(command)));
      expect(await mailer.send(message)).toMatchObject({ kind: 'refused', permanent: false });
    },
  );

  it('a connection lost after the final dot is unknown, and the message is handed over once', async () => {
    let dots = 0;
    const mailer = await against((command) => {
      if (command !== '.') return polite(command);
      dots += 1;
      return undefined;
    });
    expect(await mailer.send(message)).toMatchObject({ kind: 'unknown' });
    expect(dots).toBe(1);
  });

  it('no server at all: refused for now', async () => {
    const mailer = smtpMailer('smtp://127.0.0.1:1');
    open.push(() => mailer.close());
    expect(await mailer.send(message)).toMatchObject({ kind: 'refused', permanent: false });
  });

  it.each(['greeting', 'EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', '.'])(
    'a server that says nothing at %s is given up, its mailbox and not the message; only the dot leaves a doubt',
    async (at) => {
      const { port, taken, commands, close } = await smtpScript((command) =>
        command.startsWith(at)
          ? 'silence'
          : command.startsWith('EHLO')
            ? '250-x\r\n250 AUTH PLAIN'
            : undefined,
      );
      const patience = { connectMs: 300, commandMs: 300, endMs: 300 };
      const mailer = smtpMailer(`smtp://rep:secret@127.0.0.1:${port}?ignoreTLS=true`, undefined, patience);
      open.push(async () => {
        await mailer.close();
        close();
      });
      const results = await Promise.all([mailer.send(message), mailer.send({ ...message })]);
      const expected =
        at === '.'
          ? { kind: 'unknown', trouble: 'silent' }
          : { kind: 'refused', permanent: false, trouble: 'connection' };
      for (const result of results) expect(result).toMatchObject(expected);
      expect(taken).toEqual([]);
      // Each at most once: nothing is handed over twice for want of an answer.
      expect(commands.filter((command) => command === '.').length).toBe(at === '.' ? 2 : 0);
    },
  );

  it('many at once over pooled connections, each once and byte for byte', async () => {
    const got: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        let text = '';
        stream.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        stream.on('end', () => {
          got.push(`${session.envelope.rcptTo[0]?.address} ${text}`);
          done();
        });
      },
    });
    const port = await new Promise<number>((resolve) => {
      const listening = server.listen(0, '127.0.0.1', () =>
        resolve((listening.address() as { port: number }).port),
      );
    });
    const mailer = smtpMailer(`smtp://127.0.0.1:${port}`);
    open.push(async () => {
      await mailer.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    });
    const all = Array.from({ length: 50 }, (_, n) => ({
      ...message,
      emailId: n,
      envelope: { ...message.envelope, to: [`p${n}@person.test`] },
      text: `Subject: ${n}\r\n\r\nHello ${n}\r\n`,
      compose: async () => Buffer.from(`Subject: ${n}\r\n\r\nHello ${n}\r\n`),
    }));
    const results = await Promise.all(all.map((each) => mailer.send(each)));
    expect(results.every((result) => result.kind === 'sent')).toBe(true);
    expect(got.toSorted()).toEqual(all.map((each) => `${each.envelope.to[0]} ${each.text}`).toSorted());
  });
});
