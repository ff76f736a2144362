import { count, numberText } from '../core/count';
import { columnTitle, fieldIn } from '../core/results/columnKey';
import type { FromPage, Head, ResultChanges, ToPage } from '../protocol';
import { arrangeRows, type Arrangement } from './arrangeRows';
import { ColumnLayout } from './columnLayout';
import { Details } from './details';
import { element, setText } from './element';
import { emptyPage } from './emptyPage';
import { Filters } from './filters';
import { Heading } from './heading';
import { announcement, isOn } from './headText';
import { Inbox } from './inbox';
import { KeyHelp } from './keyHelp';
import { listenToPage } from './listenToPage';
import { Menu } from './menu';
import './page.css';
import { Questions } from './questions';
import { ReasonBar } from './reasonBar';
import { listReasons } from './reasons';
import { statesIn } from './rowState';
import { RequestList } from './requestList';
import { ResultRows } from './resultRows';
import { RowActions } from './rowActions';
import { Selection } from './selection';
import { Table } from './table';
import { Toolbar } from './toolbar';
import { freshViewState, readViewState, viewOf, type ViewState } from './viewState';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: ViewState): void;
};

type Reply = Extract<ToPage, { id: string }>;
type Fact = Exclude<ToPage, Reply | { type: 'actionChosen' }>;

const vscode = acquireVsCodeApi();
const post = (message: FromPage) => vscode.postMessage(message);
const inbox = new Inbox();
const followAfterMs = 150;

let head: Head | null = null;
let rows = new ResultRows();
let order: Uint32Array = new Uint32Array();
let view = readViewState(vscode.getState()) ?? freshViewState('');
let arranging = 0;
let rearranging: ReturnType<typeof setTimeout> | undefined;
/** Milliseconds the last arranging took. */
let arrangingTook = 0;
/** What a person chose, to be announced when it is shown. */
let chosenAnew: 'filter' | 'sort' | undefined;
/** A snapshot came, and its rows are not arranged yet. */
let takingUp = false;
/** The keyboard was on a row before that, and is to be there again. */
let hadKeyboard = false;
let saving: ReturnType<typeof setTimeout> | undefined;
let following: ReturnType<typeof setTimeout> | undefined;

const questions = new Questions(post);
const menu = new Menu(() => table.focusPlace());
const keyHelp = new KeyHelp();
const helpItem = { title: 'Keyboard Shortcuts', keys: '?', choose: () => keyHelp.open() };
const heading = new Heading((type, id) => post({ type, id }));
const requestList = new RequestList((id) => post({ type: 'readRequests', id }));
const toolbar = new Toolbar({
  listRequests: () => {
    requestList.forget();
    keep({ requestsOpen: !view.requestsOpen });
  },
  follow: () => {
    keep({ follows: !view.follows });
    if (view.follows) follow();
  },
  chooseColumns: (from) => layout.choose(from),
  openActions: (from) => menu.open(from, 'Actions for rows', () => [...actions.items(), helpItem]),
});
const filters = new Filters(
  {
    choose: (states) => change({ states }, 'filter'),
    search: (text) => change({ text }, 'filter'),
    leave: () => table.focus(),
  },
  toolbar.element,
);
const reasonBar = new ReasonBar({
  choose: (reasons) => change({ reasons }, 'filter'),
  open: (reasonsOpen) => keep({ reasonsOpen }),
});
const table = new Table({
  sortBy: (column) =>
    change({ sort: { column, descending: view.sort.column === column && !view.sort.descending } }, 'sort'),
  resize: (column, width) => layout.resize(column, width),
  chooseColumns: (from) => layout.choose(from),
  open: (row, focus) => head && post({ type: 'reveal', id: head.id, row, focus }),
  moved: (byKey) => {
    showDetails();
    saveSoon();
    if (byKey && view.follows) follow();
  },
  scrolled: saveSoon,
  selected: saveSoon,
  typed: (character) => filters.type(character),
  near: (near) => head && questions.readTexts(head.id, rows, near),
});
const layout = new ColumnLayout({ table, menu, choice: () => view, keep });
const actions = new RowActions(table, () => (head ? { head, rows, order, columns: layout.shown } : undefined), post);
const details = new Details(
  (row) => head && post({ type: 'readDetails', id: head.id, row }),
  (id) => post({ type: 'show', id }),
);
const clear = element('button', { type: 'button', class: 'link' }, 'Clear Filters');
const nothing = element('p', { class: 'nothing' }, 'No rows match the filters. ', clear);
const status = element('div', { role: 'status', class: 'spoken' });
const results = element(
  'div',
  { class: 'results' },
  heading.element,
  filters.element,
  requestList.element,
  reasonBar.element,
  element('div', { class: 'stage' }, table.element, nothing),
  details.element,
);
// The menu is outside of what would move it with its scroll.
const main = element('main', {}, results, menu.element);
const empty = emptyPage();

/** The extension said what the page had asked about the run or the check that it shows. */
function answered(reply: Reply): void {
  if (reply.id !== head?.id) return;
  switch (reply.type) {
    case 'textsRead':
      rows.takeTexts(reply.rows, reply.texts);
      questions.textsRead(reply.rows);
      layout.textsRead(rows);
      table.paint();
      showDetails();
      break;
    case 'rowsEdited':
      rows.takeEdited(reply.edited);
      table.paint();
      showDetails();
      break;
    case 'detailsRead':
      details.take(rows, reply.row, reply.details);
      break;
    case 'requestsRead':
      requestList.show(reply.requests, Date.now());
      break;
    case 'rowsFound':
    case 'rowsSorted':
      questions.take(reply);
      arrange();
  }
}

function received(message: Fact): void {
  const before = head;
  if (message.type === 'snapshot' && before) save();
  head = message.head;
  switch (message.type) {
    case 'snapshot':
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
  if (message.type !== 'snapshot') takeFields(head);
  showHead();
  table.paint();
  showDetails();
  const news = announcement(before, head);
  if (news) setText(status, news);
}

function takeOver(changes: ResultChanges): void {
  const { repeated } = rows;
  rows.takeOver(changes);
  const isFiltered = view.states.length > 0 || view.reasons.length > 0 || view.text !== '';
  // Rows that jump about too often cannot be read, and arranging takes a twentieth of the time at most.
  if (isFiltered || view.sort.column !== 'line' || rows.repeated !== repeated || changes.results.length > 0) {
    rearranging ??= setTimeout(rearrange, Math.max(500, 20 * arrangingTook));
  } else if (rows.cut) questions.messagesChanged();
}

function rearrange(): void {
  if (rows.cut) questions.messagesChanged();
  if (head) layout.measure(rows, head.kind);
  arrange();
}

/** The fields of the file may come to hand a moment after the run. */
function takeFields({ fields = [], kind }: Head): void {
  if (!rows.takeFields(fields)) return;
  questions.fieldsChanged();
  layout.measure(rows, kind);
  if (view.text || fieldIn(view.sort.column) !== undefined) arrange();
}

/** After a snapshot: the same run or file continues where the page was left, another one starts again. */
function takeUpView(): void {
  main.hidden = !head;
  empty.hidden = !!head;
  if (!head) return;
  view = viewOf(head.id, head.file, view);
  view = { ...view, states: statesIn(head, view.states) };
  filters.search.value = view.text;
  table.describe(head.kind);
  rows.takeFields(head.fields ?? []);
  details.forget();
  if (!takingUp) hadKeyboard = document.querySelector('.body :focus') !== null;
  takingUp = true;
  nothing.hidden = true;
  layout.measure(rows, head.kind);
  table.show(rows, order, view.sort);
  arrange();
}

function showHead(): void {
  if (!head) return;
  heading.show(head, Date.now());
  filters.show(head, view.states, order.length);
  toolbar.show(view.follows, view.requestsOpen, head.kind);
  requestList.update(head, view.requestsOpen);
  reasonBar.show(listReasons(rows), view.reasons, view.reasonsOpen);
}

function showDetails(): void {
  details.show(rows, table.current);
}

/** The arrangement as it can be: a field that the file does not have now sorts nothing. */
function arrangement(): Arrangement {
  const field = fieldIn(view.sort.column);
  const isGone = field !== undefined && !rows.fields.includes(field);
  return isGone ? { ...view, sort: { column: 'line', descending: false } } : view;
}

/** Arranges the rows as the view says; later, where the extension has to be asked first. */
function arrange(): void {
  cancelAnimationFrame(arranging);
  clearTimeout(rearranging);
  arranging = 0;
  rearranging = undefined;
  const started = performance.now();
  const wanted = arrangement();
  const replies = questions.repliesFor(view.id, wanted, rows);
  if (!replies) return;
  order = arrangeRows(rows, wanted, replies);
  nothing.hidden = order.length > 0;
  if (takingUp) {
    table.selection = new Selection(rows.length);
    table.selection.restore(view.selected);
    table.current = view.row !== null && view.row < rows.length ? view.row : null;
    if (table.current !== null && table.selection.count === 0) table.selection.only(table.current);
  }
  table.show(rows, order, wanted.sort);
  if (takingUp) table.scrollTop = view.scrollTop;
  if (chosenAnew) table.settle();
  announceChoice();
  if (takingUp && hadKeyboard && table.current !== null) table.focus();
  takingUp = false;
  arrangingTook = performance.now() - started;
  showHead();
  showDetails();
}

function announceChoice(): void {
  if (!chosenAnew || !head) return;
  const { column, descending } = view.sort;
  const sorted = `Sorted by ${columnTitle(column, head.kind)}, ${descending ? 'descending' : 'ascending'}.`;
  const found = `${numberText(order.length)} of ${count(rows.length, 'row')} shown.`;
  setText(status, chosenAnew === 'sort' ? sorted : found);
  chosenAnew = undefined;
}

function change(changed: Partial<ViewState>, what: 'filter' | 'sort'): void {
  view = { ...view, ...changed };
  chosenAnew = what;
  arranging ||= requestAnimationFrame(() => arrange());
  saveSoon();
}

/** Takes over a choice that arranges no rows. */
function keep(changed: Partial<ViewState>): void {
  view = { ...view, ...changed };
  showHead();
  saveSoon();
}

function follow(): void {
  clearTimeout(following);
  following = setTimeout(() => {
    if (head && table.current !== null) post({ type: 'reveal', id: head.id, row: table.current, focus: false });
  }, followAfterMs);
}

function saveSoon(): void {
  saving ??= setTimeout(save, 200);
}

function save(): void {
  clearTimeout(saving);
  saving = undefined;
  if (!head || takingUp) return;
  view = { ...view, row: table.current, selected: table.selection.spans(), scrollTop: table.scrollTop };
  vscode.setState(view);
}

window.addEventListener('message', ({ data }) => {
  const message = inbox.take(data);
  if (message === 'askAgain') post({ type: 'ready' });
  else if (message === 'ignore') return;
  else if (message.type === 'actionChosen') actions.carryOut(message.action);
  else if ('id' in message) answered(message);
  else received(message);
});
window.addEventListener('pagehide', save);
clear.addEventListener('click', () => {
  filters.search.value = '';
  change({ states: [], reasons: [], text: '' }, 'filter');
  table.focus();
});
listenToPage({ table, filters, actions, keyHelp, isShown: () => head !== null });
setInterval(() => {
  if (head && isOn(head)) showHead();
}, 1000);

main.hidden = true;
empty.hidden = true;
document.body.append(main, empty, keyHelp.element, status);
table.attach();
post({ type: 'ready' });
