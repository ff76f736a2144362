// Lists every text that a user can see, so that the wording can be reviewed as a whole: one text per line, after its file and line.
// Values that are inserted at run time are shown as "…". Literals in the source that read as words are taken for texts, so the list
// may include a few that are not (such as log lines); it leaves out ids, keys, CSS classes and comparisons.
const fs = require('node:fs');
const path = require('node:path');
const ts = require('typescript');

const root = path.join(__dirname, '..');

/** Properties, attributes and functions whose literals are shown even if they are a single lower-case word. */
const shown =
  /^(aria-label|ariaLabel|label|text|title|heading|message|placeholder|prompt|detail|description|tooltip|count)$/;

/** Functions whose arguments are looked up or compared, and properties for the style sheet. */
const hidden =
  /^(class|includes|indexOf|startsWith|endsWith|split|replace|replaceAll|executeCommand|registerCommand|getConfiguration|import|require|RegExp)$/;

/** Keys of JSON files whose values VS Code shows. */
const shownKeys = /^(displayName|description|title|markdownDescription|(markdownE|e)numDescriptions|enumItemLabels)$/;

/** Not words: addresses, ids, parts of a content security policy, class names and SVG paths. */
const notWords = /^(\w+:\/\/|[a-z]+([A-Z.:/_-]\w*)+$|\w+-src |button |cell |icon |…?M\d)/;

readJson('package.json');
filesIn('media', '.schema.json').forEach(readJson);
filesIn('media/walkthrough', '.md').forEach(readLines);
filesIn('media/samples', '').forEach(readLines);
filesIn('src', '.ts').forEach(readSource);

function filesIn(folder, ending) {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending) && !entry.name.endsWith('.d.ts'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}

function readLines(file) {
  read(file)
    .split('\n')
    .forEach((text, index) => print(file, index, text));
}

function readJson(file) {
  const source = ts.parseJsonText(file, read(file));
  const visit = (node, key) => {
    if (ts.isPropertyAssignment(node)) visit(node.initializer, node.name.text);
    else if (!ts.isStringLiteral(node)) ts.forEachChild(node, (child) => visit(child, key));
    else if (shownKeys.test(key)) print(file, lineOf(node, source), node.text);
  };
  source.statements.forEach((statement) => visit(statement, ''));
}

function readSource(file) {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  const visit = (node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const text = ts.isTemplateExpression(node)
        ? node.head.text + node.templateSpans.map((span) => `…${span.literal.text}`).join('')
        : node.text;
      if (isShown(node, text)) print(file, lineOf(node, source), text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

function isShown(node, text) {
  if (!/\p{L}{2}/u.test(text) || notWords.test(text) || isCode(node)) return false;
  return /\s|^\p{Lu}\p{Ll}/u.test(text.trim()) || shown.test(roleOf(node));
}

/** Module names, types, cases, keys and comparisons. */
function isCode(node) {
  const { parent } = node;
  return (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isLiteralTypeNode(parent) ||
    ts.isCaseClause(parent) ||
    ts.isElementAccessExpression(parent) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isBinaryExpression(parent) && /^[!=]==$/.test(parent.operatorToken.getText())) ||
    hidden.test(roleOf(node))
  );
}

/** The property that a literal is the value of, or the function that it is passed to. */
function roleOf({ parent }) {
  if (ts.isPropertyAssignment(parent)) return parent.name.text;
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return '';
  return ts.isPropertyAccessExpression(parent.expression) ? parent.expression.name.text : parent.expression.getText();
}

function lineOf(node, source) {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line;
}

function read(file) {
  return fs.readFileSync(path.join(root, file), 'utf8');
}

function print(file, line, text) {
  const oneLine = text.trim().replaceAll(/\s*\n\s*/g, ' ');
  if (oneLine) console.log(`${file}:${String(line + 1)}\t${oneLine}`);
}
