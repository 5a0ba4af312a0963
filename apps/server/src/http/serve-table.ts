import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import type { ExportFormat } from '../db/exporting.js';
import { asDownload } from './download.js';

type Cell = string | number | boolean | null;

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
};

/** Sends rows of an answer as a file: small ones, which are there already. Parts of a row become cells by their names, `rate.low`. */
export function sendTable(
  reply: FastifyReply,
  rows: readonly object[],
  { name, format, columns }: { name: string; format: ExportFormat; columns: readonly string[] },
): FastifyReply {
  const body =
    format === 'ndjson'
      ? rows.map((row) => `${JSON.stringify(row)}\n`).join('')
      : stringify(rows.map(cellsOf), { header: true, columns: [...columns], escape_formulas: true });
  return asDownload(reply, TYPES[format], `${name}.${format}`).header('vary', 'accept').send(body);
}

function cellsOf(row: object): Record<string, Cell> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]): [string, Cell][] =>
      value !== null && typeof value === 'object'
        ? Object.entries(value as object).map(([part, of]) => [`${name}.${part}`, of as Cell])
        : [[name, value as Cell]],
    ),
  );
}

/** The cells of a list within an answer, in its order, also where it is empty. @throws Error for what is no list of records */
export function columnsOf(answer: z.ZodType | undefined, table: string): string[] {
  const list = answer instanceof z.ZodObject ? (answer.shape as Record<string, unknown>)[table] : undefined;
  const record = list instanceof z.ZodArray ? list.element : undefined;
  if (!(record instanceof z.ZodObject)) throw new Error(`${table} is no list of records`);
  return Object.entries(record.shape as Record<string, unknown>).flatMap(([name, of]) =>
    of instanceof z.ZodObject ? Object.keys(of.shape as object).map((part) => `${name}.${part}`) : [name],
  );
}
