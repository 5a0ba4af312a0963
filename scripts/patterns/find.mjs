// Every regular expression of a source file, read from its syntax tree: a pattern that cannot be read there is itself
// a finding, because nobody can prove anything about it.
import ts from 'typescript';

/** Methods of String that make a pattern of a text they are given. */
const MAKE_A_PATTERN = new Set(['match', 'matchAll', 'search']);

/**
 * @param {string} path its ending decides how the text is read (.ts, .tsx, .js, .mjs ...)
 * @param {string} text
 * @returns {{ patterns: { source: string, flags: string, line: number }[], problems: { line: number, text: string }[] }}
 *   lines are 1-based
 */
export function findPatterns(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const patterns = [];
  const problems = [];
  const lineOf = (node) => file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const add = (node, source, flags) => patterns.push({ source, flags, line: lineOf(node) });
  const refuse = (node, problem) => problems.push({ line: lineOf(node), text: problem });
  const constants = constantsOf(file);

  const visit = (node) => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      add(node, node.text.slice(1, end), node.text.slice(end + 1));
    } else if (ts.isIdentifier(node) && node.text === 'RegExp') visitRegExp(node);
    else if (isText(node) && node.text === 'RegExp' && isKey(node))
      refuse(node, 'RegExp is reached by its name in a text');
    else if (ts.isCallExpression(node)) visitCall(node);
    ts.forEachChild(node, visit);
  };

  const visitRegExp = (node) => {
    if (isType(node)) return;
    const owner =
      ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node;
    const made = owner.parent;
    if (ts.isBinaryExpression(made) && made.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword) return;
    if (!(ts.isNewExpression(made) || ts.isCallExpression(made)) || made.expression !== owner)
      return refuse(node, 'RegExp is passed on: what is made of it cannot be seen');
    const [source, flags] = made.arguments ?? [];
    if (source && ts.isRegularExpressionLiteral(source) && !flags) return; // visited as a literal
    if (!source || !isText(source) || (flags && !isText(flags)))
      return refuse(made, 'RegExp is made from something that is no literal');
    add(made, source.text, flags?.text ?? '');
  };

  const visitCall = (node) => {
    const { expression } = node;
    const name = ts.isPropertyAccessExpression(expression)
      ? expression.name.text
      : ts.isElementAccessExpression(expression) && isText(expression.argumentExpression)
        ? expression.argumentExpression.text
        : undefined;
    if (name === undefined || !MAKE_A_PATTERN.has(name)) return;
    const [given] = node.arguments;
    if (!given || ts.isRegularExpressionLiteral(given)) return;
    if (isText(given)) return add(given, given.text, '');
    // An object or a number is no pattern: search({ before }) of a mail server, say.
    if (ts.isObjectLiteralExpression(given) || ts.isNumericLiteral(given)) return;
    if (ts.isArrowFunction(given) || ts.isFunctionExpression(given)) return;
    if (madeOfLiterals(given, constants)) return;
    refuse(given, `${name}() is given a pattern that is neither a literal nor a constant of this file`);
  };

  visit(file);
  return { patterns, problems };
}

const isText = (node) => ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);

/** In brackets: window['RegExp']. */
const isKey = (node) => ts.isElementAccessExpression(node.parent) && node.parent.argumentExpression === node;

/** Where a name is a type, a property of ours or a declaration, and no value. */
function isType(node) {
  for (let each = node.parent; each; each = each.parent) {
    if (ts.isTypeNode(each)) return true;
    if (ts.isStatement(each) || ts.isExpression(each)) return false;
  }
  return false;
}

/** What the constants of a file are called that hold a pattern, or an object or list of nothing but patterns. */
function constantsOf(file) {
  const names = new Map();
  const visit = (node) => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      const constant = (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) !== 0;
      const value = plain(node.initializer);
      // A second one of that name in another scope must be one as well.
      const good = constant && holdsPatterns(value) && names.get(node.name.text) !== false;
      names.set(node.name.text, good);
    } else if ((ts.isParameter(node) || ts.isBindingElement(node)) && ts.isIdentifier(node.name)) {
      // Made somewhere else of a literal, or it were no RegExp.
      const typed = ts.isParameter(node) && node.type?.getText() === 'RegExp';
      names.set(node.name.text, typed && names.get(node.name.text) !== false);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

function plain(node) {
  while (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node))
    node = node.expression;
  return node;
}

function holdsPatterns(value) {
  if (ts.isRegularExpressionLiteral(value)) return true;
  // Its argument is looked at where it stands.
  if (ts.isNewExpression(value)) return value.expression.getText() === 'RegExp';
  if (ts.isObjectLiteralExpression(value))
    return value.properties.every(
      (each) => ts.isPropertyAssignment(each) && holdsPatterns(plain(each.initializer)),
    );
  return ts.isArrayLiteralExpression(value) && value.elements.every((each) => holdsPatterns(plain(each)));
}

function madeOfLiterals(given, constants) {
  const node = plain(given);
  if (ts.isIdentifier(node)) return constants.get(node.text) === true;
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
    return ts.isIdentifier(node.expression) && constants.get(node.expression.text) === true;
  if (ts.isConditionalExpression(node))
    return madeOfLiterals(node.whenTrue, constants) && madeOfLiterals(node.whenFalse, constants);
  return ts.isRegularExpressionLiteral(node);
}
