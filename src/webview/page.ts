import type { FromPage, Head, ResultChanges, ToPage } from '../protocol';
import { arrangeRows } from './arrangeRows';
import { rowAsTsv } from './columns';
import type { ColumnId } from './columns';
import { Details } from './details';
import { element, setText } from './element';
import { emptyPage } from './emptyPage';
import { Filters } from './filters';
import { Heading } from './heading';
import { announcement, isOn } from './headText';
import { Inbox } from './inbox';
import './page.css';
import { Questions } from './questions';
import { ResultRows } from './resultRows';
import { Table } from './table';
import { freshViewState, readViewState } from './viewState';
import type { ViewState } from './viewState';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: ViewState): void;
};

type Reply = Extract<ToPage, { id: string }>;

const vscode = acquireVsCodeApi();
const inbox = new Inbox();

let head: Head | null = null;
let rows = new ResultRows();
let order: Uint32Array = new Uint32Array();
let view = readViewState(vscode.getState()) ?? freshViewState('');
let arranging = 0;
let rearranging: ReturnType<typeof setTimeout> | undefined;
/** Milliseconds the last arranging took. */
let arrangingTook = 0;
let chosenAnew = false;
/** A snapshot came, and its rows are not arranged yet. */
let takingUp = false;
let saving: ReturnType<typeof setTimeout> | undefined;

const questions = new Questions((question) => vscode.postMessage(question));
const heading = new Heading((type, id) => vscode.postMessage({ type, id }));
const filters = new Filters({
  choose: (states) => change({ states }),
  search: (text) => change({ text }),
});
const table = new Table({
  sortBy: (column: ColumnId) =>
    change({ sort: { column, descending: view.sort.column === column && !view.sort.descending } }),
  open: (row, focus) => head && vscode.postMessage({ type: 'reveal', id: head.id, row, focus }),
  moved: () => {
    showDetails();
    saveSoon();
  },
  near: (near) => head && questions.readTexts(head.id, rows, near),
});
const details = new Details();
const nothing = element('p', { class: 'nothing' }, 'No rows match the filters.');
const status = element('div', { role: 'status', class: 'spoken' });
const results = element(
  'main',
  { class: 'results' },
  heading.element,
  filters.element,
  element('div', { class: 'stage' }, table.element, nothing),
  details.element,
);
const empty = emptyPage();

/** The extension said what the page had asked about the run or the check that it shows. */
function answered(reply: Reply): void {
  if (reply.id !== head?.id) return;
  if (reply.type === 'textsRead') {
    rows.takeTexts(reply.rows, reply.texts);
    questions.textsRead(reply.rows);
    table.paint();
    showDetails();
  } else {
    questions.take(reply);
    arrange();
  }
}

function received(message: Exclude<ToPage, Reply>): void {
  const before = head;
  head = message.head;
  switch (message.type) {
    case 'snapshot':
      if (before) save();
      rows = new ResultRows(message.columns);
      questions.startAnew();
      if (before?.id !== head?.id) order = new Uint32Array();
      takeUpView();
      break;
    case 'rowsFinished':
      takeOver(message.changes);
      break;
    case 'headChanged':
      break;
  }
  if (!head) return;
  showHead();
  table.paint();
  showDetails();
  const news = announcement(before, head);
  if (news) setText(status, news);
}

function takeOver(changes: ResultChanges): void {
  const { repeated } = rows;
  rows.takeOver(changes);
  const inOrder = view.states.length === 0 && !view.text && view.sort.column === 'line';
  // Rows that jump about too often cannot be read, and arranging takes a twentieth of the time at most.
  if (!inOrder || rows.repeated !== repeated) rearranging ??= setTimeout(rearrange, Math.max(500, 20 * arrangingTook));
  else if (rows.cut) questions.messagesChanged();
}

function rearrange(): void {
  if (rows.cut) questions.messagesChanged();
  arrange();
}

/** After a snapshot: the same run continues where the page was left, another one starts again. */
function takeUpView(): void {
  const id = head?.id ?? '';
  if (view.id !== id) view = freshViewState(id);
  filters.search.value = view.text;
  if (head) table.describe(head.kind);
  results.hidden = !head;
  empty.hidden = !!head;
  takingUp = true;
  nothing.hidden = true;
  table.show(rows, order, view.sort);
  arrange();
}

function showHead(): void {
  if (!head) return;
  heading.show(head, Date.now());
  filters.show(head, view.states, order.length);
}

function showDetails(): void {
  details.show(table.current === null ? undefined : rows.view(table.current));
}

/** Arranges the rows as the view says; later, where the extension has to be asked first. */
function arrange(): void {
  cancelAnimationFrame(arranging);
  clearTimeout(rearranging);
  arranging = 0;
  rearranging = undefined;
  const started = performance.now();
  const replies = questions.repliesFor(view.id, view, rows);
  if (!replies) return;
  order = arrangeRows(rows, view, replies);
  nothing.hidden = order.length > 0;
  if (takingUp) table.current = view.row !== null && view.row < rows.length ? view.row : null;
  table.show(rows, order, view.sort);
  if (takingUp) table.scrollTop = view.scrollTop;
  if (chosenAnew) table.settle();
  takingUp = chosenAnew = false;
  arrangingTook = performance.now() - started;
  showHead();
  showDetails();
}

function arrangeSoon(): void {
  arranging ||= requestAnimationFrame(() => arrange());
}

function change(changed: Partial<ViewState>): void {
  view = { ...view, ...changed };
  chosenAnew = true;
  arrangeSoon();
  saveSoon();
}

function saveSoon(): void {
  saving ??= setTimeout(save, 200);
}

function save(): void {
  clearTimeout(saving);
  saving = undefined;
  if (!head || takingUp) return;
  view = { ...view, row: table.current, scrollTop: table.scrollTop };
  vscode.setState(view);
}

window.addEventListener('message', ({ data }) => {
  const message = inbox.take(data);
  if (message === 'askAgain') vscode.postMessage({ type: 'ready' });
  else if (message === 'ignore') return;
  else if ('id' in message) answered(message);
  else received(message);
});
window.addEventListener('pagehide', save);
document.addEventListener('copy', (event) => {
  const row = table.current === null ? undefined : rows.view(table.current);
  if (!row || !table.element.contains(document.activeElement) || !getSelection()?.isCollapsed) return;
  event.clipboardData?.setData('text/plain', rowAsTsv(row));
  event.preventDefault();
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'f' || !(event.ctrlKey || event.metaKey) || !head) return;
  event.preventDefault();
  filters.search.select();
});
setInterval(() => {
  if (head && isOn(head)) showHead();
}, 1000);

results.hidden = true;
empty.hidden = true;
document.body.append(results, empty, status);
table.attach();
vscode.postMessage({ type: 'ready' });
