import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { afterEach, describe, it } from 'mocha';
import {
  commands,
  EndOfLine,
  Range,
  Selection,
  window,
  workspace,
  WorkspaceEdit,
  type Disposable,
  type TextDocument,
  type TextEditor,
} from 'vscode';
import { DocumentText } from '../../src/editor/files/documentText';
import { finish } from '../../src/core/steps';

/** More lines than are put together at one stroke. */
const manyLines = 12_000;

/** A place as a share of the text, so that it fits a text of any length. */
const place = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1));
const edit = fc.record({
  from: place,
  length: fc.nat(40),
  text: fc
    .array(fc.constantFrom('a', '\n', '\r\n', 'é', '🙂', '"', 'अ'), { maxLength: 5 })
    .map((pieces) => pieces.join('')),
});
const act = fc.oneof(
  { weight: 6, arbitrary: fc.array(edit, { minLength: 1, maxLength: 3 }) },
  fc.constantFrom('undo', 'redo', 'eol', 'read' as const),
);

describe('the text of a document, kept through its edits', function () {
  this.timeout(300_000);
  const held: Disposable[] = [];

  afterEach(async () => {
    while (held.length > 0) held.pop()!.dispose();
    while (window.activeTextEditor?.document.isDirty) {
      await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  });

  async function open(lines: number): Promise<{ editor: TextEditor; text: DocumentText }> {
    const content = Array.from({ length: lines }, (_, n) => `line ${n}, “ä”`).join('\n');
    const editor = await window.showTextDocument(await workspace.openTextDocument({ content }));
    const text = new DocumentText(editor.document);
    held.push(
      workspace.onDidChangeTextDocument(
        (change) => change.document === editor.document && text.edited(change.contentChanges),
      ),
    );
    return { editor, text };
  }

  for (const lines of [5, manyLines]) {
    it(`is that of the editor after any edits of ${lines} lines, undone or not`, () =>
      fc.assert(
        fc.asyncProperty(fc.array(act, { maxLength: 8 }), async (acts) => {
          const { editor, text } = await open(lines);
          finish(text.read()).toString();
          for (const one of acts) {
            if (one === 'read') assert.equal(finish(text.read()).toString(), editor.document.getText());
            else if (one === 'eol') await switchEndOfLine(editor);
            else if (typeof one === 'string') await commands.executeCommand(one);
            else await apply(editor.document, one);
          }
          assert.equal(finish(text.read()).toString(), editor.document.getText());
          assert.equal(finish(text.read()).toString(), editor.document.getText());
          await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
        }),
        { numRuns: lines === manyLines ? 10 : 20 },
      ));
  }

  it('is that of the last step, where an edit comes between two of them', async () => {
    const { editor, text } = await open(manyLines);
    const steps = text.read();
    steps.next();
    await apply(editor.document, [{ from: 0, length: 3, text: 'other' }]);
    assert.equal(finish(steps).toString(), editor.document.getText());
    await apply(editor.document, [{ from: 0.5, length: 3, text: 'other' }]);
    assert.equal(finish(text.read()).toString(), editor.document.getText());
  });

  it('follows several cursors at once', async () => {
    const { editor, text } = await open(manyLines);
    finish(text.read()).toString();
    editor.selections = [0, 7_000, 11_999].map((line) => new Selection(line, 2, line, 4));
    await commands.executeCommand('type', { text: 'x' });
    await commands.executeCommand('type', { text: 'y' });
    assert.equal(editor.document.lineAt(7_000).text, 'lixy 7000, “ä”');
    const step = text.read().next();
    assert.ok(step.done, 'the whole is not put together once more, which would take pauses');
    assert.equal(step.value.toString(), editor.document.getText());
  });
});

/** Several edits in one: the editor refuses those that overlap, and so the later ones are left out. */
async function apply(
  document: TextDocument,
  edits: readonly { from: number; length: number; text: string }[],
): Promise<void> {
  const { length } = document.getText();
  const all = new WorkspaceEdit();
  const ranges: Range[] = [];
  for (const { from, length: replaced, text } of edits) {
    const start = Math.floor(from * length);
    const range = new Range(document.positionAt(start), document.positionAt(start + replaced));
    if (ranges.some((other) => other.intersection(range))) continue;
    ranges.push(range);
    all.replace(document.uri, range, text);
  }
  assert.ok(await workspace.applyEdit(all));
}

async function switchEndOfLine(editor: TextEditor): Promise<void> {
  const other = editor.document.eol === EndOfLine.LF ? EndOfLine.CRLF : EndOfLine.LF;
  assert.ok(await editor.edit((builder) => builder.setEndOfLine(other)));
}
