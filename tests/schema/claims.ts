import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** What stands for ${...} when nothing is known of it. */
const HOLE = ' \u0001 ';

/**
 * Claims over several teams: SQL that locks rows and leaves out those that others hold, without `team_id = ${one}` in
 * the very SELECT that locks; or that looks for rows whose lease has ended without saying of which team. Each by its file and the function it is in; two of one function are one.
 */
export function claimsBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap((name) => claimsIn(readFileSync(join(folder, name), 'utf8')).map((owner) => `${name} ${owner}`));
  return [...new Set(names)].sort();
}

/** The functions of one source that claim over several teams. */
export function claimsIn(source: string): string[] {
  if (!/skip\s*locked|_until/i.test(source)) return [];
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    const text = textOf(node, file);
    if (text !== undefined) {
      // The parts of a template are read with it, not again.
      if (claimsOverTeams(text) || looksForEnded(text)) found.push(ownerOf(node));
      return;
    }
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === 'skipLocked' &&
      !/\.where\(\s*'(?:\w+\.)?team_id', '=', /.test(node.expression.expression.getText())
    )
      found.push(ownerOf(node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...new Set(found)];
}

/** A literal's text; of the parts of a template what the file says of them. */
function textOf(node: ts.Node, file: ts.SourceFile): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  const spans = node.templateSpans.map((span) => partOf(span.expression, file) + span.literal.text);
  return node.head.text + spans.join('');
}

function partOf(part: ts.Expression, file: ts.SourceFile): string {
  const texts: string[] = [];
  const collect = (node: ts.Node) => {
    const text = ts.isStringLiteral(node) ? undefined : textOf(node, file);
    if (text !== undefined) texts.push(text);
    else ts.forEachChild(node, collect);
  };
  collect(ts.isIdentifier(part) ? (initializerOf(part, file) ?? part) : part);
  return texts.length === 0 ? HOLE : ` ${texts.join(' ')} `;
}

/** What a constant of the same function, or of the file, is made of. */
function initializerOf(name: ts.Identifier, file: ts.SourceFile): ts.Expression | undefined {
  for (let scope: ts.Node = name; ; scope = scope.parent) {
    if (!ts.isBlock(scope) && !ts.isSourceFile(scope)) continue;
    for (const statement of scope.statements)
      if (ts.isVariableStatement(statement))
        for (const { name: declared, initializer } of statement.declarationList.declarations)
          if (initializer && declared.getText() === name.text) return initializer;
    if (scope === file) return undefined;
  }
}

function claimsOverTeams(text: string): boolean {
  const words = wordsOf(text);
  return words.some(
    (word, at) =>
      word === 'skip' &&
      words[at + 1] === 'locked' &&
      words.slice(0, at).includes('for') &&
      !ofOneTeam(selectBefore(words, at)),
  );
}

/** A statement, not a condition of one: those of a queue (jobs/lease.ts) are put behind `team_id`. */
function looksForEnded(text: string): boolean {
  const words = wordsOf(text);
  const ended = words.some(
    (word, at) => word.endsWith('_until') && words[at + 1] === '<' && words[at + 2] === '=',
  );
  // The row of ON CONFLICT DO UPDATE is named by its key.
  const looks = words.some((word, at) => word === 'select' || (word === 'update' && words[at - 1] !== 'do'));
  return ended && looks && !ofOneTeam(withoutBrackets(words));
}

/** The words of the SELECT that ends here, without those in brackets of its own. */
function selectBefore(words: readonly string[], at: number): string[] {
  const found: string[] = [];
  let depth = 0;
  for (let back = at - 1; back >= 0 && depth >= 0; back -= 1) {
    const word = words[back] as string;
    if (word === ')') depth += 1;
    else if (word === '(') depth -= 1;
    else if (depth === 0) found.unshift(word);
  }
  return found;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\w+|\S/g) ?? [];

function withoutBrackets(words: readonly string[]): string[] {
  let depth = 0;
  return words.filter((word) => {
    if (word === ')') depth -= 1;
    if (word === '(') depth += 1;
    return depth === 0;
  });
}

const ofOneTeam = (words: readonly string[]) =>
  words.some((word, at) => word === 'team_id' && words[at + 1] === '=' && words[at + 2] === HOLE.trim()) &&
  // Either this or that is neither.
  !words.includes('or');

/** The outermost declaration that a node stands in. */
function ownerOf(node: ts.Node): string {
  let owner: ts.Node = node;
  while (!ts.isSourceFile(owner.parent)) owner = owner.parent;
  if (ts.isVariableStatement(owner)) return owner.declarationList.declarations[0]?.name.getText() ?? '';
  return (owner as ts.DeclarationStatement).name?.getText() ?? '';
}
