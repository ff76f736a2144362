import type { FromPage, Head, RowChange, RowView, ToPage } from '../protocol';
import { anyRepeated, arrangeRows } from './arrangeRows';
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
import { Table } from './table';
import { freshViewState, readViewState } from './viewState';
import type { ViewState } from './viewState';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: ViewState): void;
};

const vscode = acquireVsCodeApi();
const inbox = new Inbox();

let head: Head | null = null;
let rows: RowView[] = [];
let repeated = false;
let shownRows = 0;
let view = readViewState(vscode.getState()) ?? freshViewState('');
let arranging = 0;
let rearranging: ReturnType<typeof setTimeout> | undefined;
let chosenAnew = false;
let saving: ReturnType<typeof setTimeout> | undefined;

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

function received(message: ToPage): void {
  const before = head;
  head = message.head;
  switch (message.type) {
    case 'snapshot':
      if (before) save();
      rows = [...message.rows];
      repeated = anyRepeated(rows);
      takeUpView();
      break;
    case 'rowsFinished':
      takeOver(message.rows);
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

function takeOver(changes: readonly RowChange[]): void {
  const repeatedBefore = repeated;
  for (const [row, ...outcome] of changes) {
    const [line, sid] = rows[row]!;
    rows[row] = [line, sid, ...outcome];
    repeated ||= outcome[3] > 1;
  }
  const inOrder = view.states.length === 0 && !view.text && view.sort.column === 'line';
  // Sorting many rows takes a while, and rows that jump about too often cannot be read.
  if (!inOrder || repeated !== repeatedBefore) rearranging ??= setTimeout(arrange, 500);
}

/** After a snapshot: the same run goes on where the page was left, another one starts afresh. */
function takeUpView(): void {
  const id = head?.id ?? '';
  if (view.id !== id) view = freshViewState(id);
  filters.search.value = view.text;
  table.current = view.row !== null && view.row < rows.length ? view.row : null;
  if (head) table.describe(head.kind);
  results.hidden = !head;
  empty.hidden = !!head;
  arrange();
  table.scrollTop = view.scrollTop;
}

function showHead(): void {
  if (!head) return;
  heading.show(head, Date.now());
  filters.show(head, view.states, shownRows);
}

function showDetails(): void {
  details.show(table.current === null ? undefined : rows[table.current]);
}

function arrange(): void {
  cancelAnimationFrame(arranging);
  clearTimeout(rearranging);
  arranging = 0;
  rearranging = undefined;
  const order = arrangeRows(rows, view);
  shownRows = order.length;
  nothing.hidden = order.length > 0;
  table.show(rows, order, view.sort, repeated);
  if (chosenAnew) table.settle();
  chosenAnew = false;
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
  if (!head) return;
  view = { ...view, row: table.current, scrollTop: table.scrollTop };
  vscode.setState(view);
}

window.addEventListener('message', ({ data }) => {
  const message = inbox.take(data);
  if (message === 'askAgain') vscode.postMessage({ type: 'ready' });
  else if (message !== 'ignore') received(message);
});
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') vscode.postMessage({ type: 'ready' });
});
window.addEventListener('pagehide', save);
document.addEventListener('copy', (event) => {
  const row = table.current === null ? undefined : rows[table.current];
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
