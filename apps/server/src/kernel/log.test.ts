import { expect, test } from 'vitest';
import { createLog } from './log.js';
import { VERSION } from './version.js';

function logged(write: (log: ReturnType<typeof createLog>) => void): {
  line: string;
  json: Record<string, unknown>;
} {
  let line = '';
  write(createLog('info', 'worker', { write: (text) => void (line += text) }));
  return { line, json: JSON.parse(line) as Record<string, unknown> };
}

test('each line says where it comes from', () => {
  const { json } = logged((log) => log.info('here'));
  expect(json).toMatchObject({
    role: 'worker',
    version: VERSION,
    instance: expect.stringContaining(`:${process.pid}`),
  });
  expect(VERSION).toMatch(/^\d+\.\d+\.\d+/);
});

test('of an error the message, code, stack and causes are kept, and nothing that hangs on it', () => {
  const client = { connectionParameters: { password: 'hunter2' }, parsedStatements: 'x'.repeat(40_000) };
  const cause = Object.assign(new Error('connection terminated'), { code: 'ECONNRESET', client });
  const error = Object.assign(new TypeError('m'.repeat(10_000), { cause }), {
    client,
    query: { text: 'SELECT 1' },
  });
  const { line, json } = logged((log) => log.error({ err: error }, 'database connection lost'));
  expect(line).not.toContain('hunter2');
  expect(line).not.toContain('SELECT 1');
  expect(line.length).toBeLessThan(20_000);
  expect(json['err']).toMatchObject({
    type: 'TypeError',
    stack: expect.stringContaining('log.test'),
    cause: { type: 'Error', message: 'connection terminated', code: 'ECONNRESET' },
  });
});

test('what is no error, and an error that causes itself, are logged too', () => {
  expect(logged((log) => log.error({ err: 'text' }, 'm')).json['err']).toEqual({
    type: 'string',
    message: 'text',
  });
  const own = new Error('own');
  own.cause = own;
  expect(logged((log) => log.error({ err: own }, 'm')).line).toContain('own');
});
