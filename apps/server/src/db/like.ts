/** The text as a pattern of LIKE that means nothing but itself. */
export const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

const LITERAL = `replace(replace(replace(:value::text, '\\', '\\\\'), '%', '\\%'), '_', '\\_')`;

/** SQL of a filter: the column has the text :value somewhere, in any case. */
export const contains = (column: string): string => `${column} ILIKE '%' || ${LITERAL} || '%'`;
