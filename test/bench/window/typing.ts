import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { commands, ConfigurationTarget, extensions, languages, Selection, Uri, window, workspace } from 'vscode';
import { benchFile, type BenchFormat } from '../benchFiles';
import { IdleThread } from './idleThread';

const rounds = Number(process.env.ROUNDS);
const contacts = Number(process.env.CONTACTS);
/** Longer than the quiet time before a check and the check itself. */
const settleMs = 1_500;

/** What else takes the whole text of a file with every key: saving by itself, and the search for merge conflicts. */
const quiet = [
  ['files', 'autoSave', 'off'],
  ['merge-conflict', 'codeLens.enabled', false],
  ['merge-conflict', 'decorators.enabled', false],
] as const;

const formats: readonly BenchFormat[] = ['JSON', 'JSON lines', 'CSV'];

/** What one format cost: the longest stall of the extension host for each key, in milliseconds. */
export interface TypingFigures {
  readonly name: BenchFormat;
  readonly ours: readonly number[];
  /** In the same text with other names, which is not a contacts file. */
  readonly others: readonly number[];
}

/** What typing in one file cost, in milliseconds, one figure for each key. */
interface Typing {
  /** The longest time between two turns of the extension host's event loop. */
  readonly stalls: readonly number[];
  /** The same of a thread that has nothing to do: what the machine alone makes of it. */
  readonly idle: readonly number[];
  /** From the key to the diagnostics that it changes. */
  readonly answers: readonly number[];
}

/**
 * Called in the extension host. Types into the sid of the middle contact of a large file and takes the key back, over and over, and
 * writes down how long the extension host stalled. Beside it, in the same run: the same text with other names, which is not a contacts
 * file, and a thread that does nothing.
 */
export async function run(): Promise<void> {
  await extensions.getExtension('exotel-contacts.exotel-contacts')!.activate();
  for (const [section, key, value] of quiet) {
    await workspace.getConfiguration(section).update(key, value, ConfigurationTarget.Global);
  }
  const figures: TypingFigures[] = [];
  for (const name of formats) {
    const { bytes, ending } = benchFile(name, contacts);
    const text = bytes.toString();
    // With another word for "sid" it is a file like any other to us, and the same work for VS Code.
    const others = await typeInto(
      text.replaceAll(/"sid"|^sid/g, (sid) => sid.replace('sid', 'key')),
      `other.${ending}`,
    );
    const ours = await typeInto(text, `contacts.${ending}`, true);
    figures.push({ name, ours: ours.stalls, others: others.stalls });
    console.log(
      `${name}: stalls in ms, median and worst: ${shown(ours.stalls)} (an idle thread: ${shown(ours.idle)}), ` +
        `not a contacts file ${shown(others.stalls)} (${shown(others.idle)}); diagnostics after ${median(ours.answers)} ms`,
    );
  }
  await writeFile(process.env.RESULT!, JSON.stringify(figures));
}

async function typeInto(text: string, file: string, isChecked = false): Promise<Typing> {
  const uri = Uri.joinPath(workspace.workspaceFolders![0]!.uri, file);
  await workspace.fs.writeFile(uri, Buffer.from(text));
  const document = await workspace.openTextDocument(uri);
  const editor = await window.showTextDocument(document);
  const sid = /83ba26b7f11c4e75b4043c8b[0-9a-f]{8}/g;
  sid.lastIndex = text.length >> 1;
  const at = document.positionAt(sid.exec(text)!.index + 4);
  editor.selection = new Selection(at, at);
  await sleep(2 * settleMs);

  const idleThread = new IdleThread();
  const typing = { stalls: [] as number[], idle: [] as number[], answers: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    for (const key of ['x', undefined]) {
      await idleThread.longestStall();
      const delays = monitorEventLoopDelay({ resolution: 1 });
      delays.enable();
      const pressed = performance.now();
      await (key ? commands.executeCommand('type', { text: key }) : commands.executeCommand('deleteLeft'));
      if (isChecked) {
        await untilShown(uri, key ? 1 : 0);
        typing.answers.push(performance.now() - pressed);
      }
      await sleep(isChecked ? settleMs / 3 : settleMs);
      delays.disable();
      typing.stalls.push(delays.max / 1e6);
      typing.idle.push(await idleThread.longestStall());
    }
  }
  await idleThread.end();
  await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return typing;
}

/** Until the extension shows so many diagnostics. */
async function untilShown(uri: Uri, count: number): Promise<void> {
  for (let tries = 0; tries < 5_000; tries++) {
    if (languages.getDiagnostics(uri).filter(({ source }) => source === 'Exotel').length === count) return;
    await sleep(2);
  }
  assert.fail('no diagnostics after 10 seconds');
}

function median(numbers: readonly number[]): string {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!.toFixed(0);
}

function shown(numbers: readonly number[]): string {
  return `${median(numbers)}, ${Math.max(...numbers).toFixed(0)}`;
}
