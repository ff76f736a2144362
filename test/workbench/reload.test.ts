import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { readJournal } from '../../src/core/journal/readJournal';
import type { RunRecord } from '../../src/core/run/runRecord';
import type { Fault } from '../../src/sandbox/faults';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { csvOf, enterCredentials, extensionHost, openWithGateway, type WindowWithGateway } from './gateway';
import type { Workbench } from './window';

const total = 20;
const perRequest = 4;

/** The request that is on its way when the window goes, from 1. */
const onItsWay = 3;

describe('the window reloaded in the middle of a run', function () {
  this.timeout(300_000);
  let at: WindowWithGateway;
  let window: Workbench;

  before(async () => {
    at = await openWithGateway(
      { 'contacts.csv': csvOf(total) },
      { 'exotelContacts.batchSize': perRequest, 'exotelContacts.requestsPerMinute': 200 },
    );
    window = at.window;
  });

  after(() => at?.close());

  beforeEach(async () => {
    // Secrets live as long as the page in this kind of host.
    await window.reload();
    at.gateway.faults.clear();
    at.gateway.contacts.reset();
    at.gateway.contacts.load(Array.from({ length: total }, (_, i) => ({ sid: sidOf(i + 1) })));
    at.gateway.requests.clear();
  });

  afterEach(() => window.palette('Notifications: Clear All Notifications'));

  /** Starts an update, and returns with the process that it runs in when the request with this fault is on its way. */
  async function updateUntil(fault: Fault): Promise<number> {
    const { gateway } = at;
    gateway.faults.next({}, {}, fault);
    await window.palette('View: Close All Editors');
    await window.open('contacts.csv');
    await window.palette('Exotel Contacts: Update Contacts from This File');
    await enterCredentials(window, gateway);
    await window.pressInDialog(`Update ${total} Contacts`);
    await eventually(() => assert.equal(gateway.requests.length, onItsWay));
    return extensionHost(window);
  }

  /** The newest record, which must be whole. */
  async function newestRecord(): Promise<RunRecord> {
    const { serverDataDir } = window.vscode;
    const files = (await fs.readdir(serverDataDir, { recursive: true })).filter((file) => file.endsWith('.jsonl'));
    const [newest] = files.sort((a, b) => (path.basename(a) < path.basename(b) ? 1 : -1));
    const text = await fs.readFile(path.join(serverDataDir, newest!), 'utf8');
    for (const line of text.split('\n').filter((line) => line !== '')) JSON.parse(line);
    assert.ok(text.endsWith('\n'), 'no line is cut off');
    return readJournal(text)!;
  }

  const verdictsOf = ({ totals: { updated, unknown, notSent } }: RunRecord) => [updated, unknown, notSent];

  async function resume(...sent: readonly number[]): Promise<void> {
    const before = at.gateway.requests.length;
    await window.pressInNotification('was interrupted', 'Resume');
    await enterCredentials(window, at.gateway);
    await window.pressInDialog(`Update ${sent.length} Contacts`);
    await window.notification(`All ${total} contacts in contacts.csv updated`).waitFor();
    const again = [...at.gateway.requests].slice(before).flatMap(({ sids }) => [...sids]);
    assert.deepEqual(again, sent.map(sidOf));
  }

  const from = (first: number) => Array.from({ length: total + 1 - first }, (_, i) => first + i);

  it('takes in the reply that comes before it must end: its rows are known, and only the rest is resumed', async () => {
    const { gateway } = at;
    let letGo = () => {};
    const host = await updateUntil({ holdUntil: new Promise<void>((resolve) => (letGo = resolve)) });
    const reloaded = window.reload();
    await sleep(1_500);
    letGo();
    await reloaded;
    await eventually(() => assert.throws(() => process.kill(host, 0), 'the host that sent the requests ends'));
    assert.equal(gateway.requests.length, onItsWay, 'nothing more was sent');
    const record = await newestRecord();
    assert.equal(record.state, 'interrupted');
    assert.deepEqual(verdictsOf(record), [perRequest * onItsWay, 0, total - perRequest * onItsWay]);
    await window.notification('was interrupted').waitFor();
    await resume(...from(perRequest * onItsWay + 1));
  });

  it('gives up a reply that does not come in time: its rows are unknown, and are resumed with the rest', async () => {
    const { gateway } = at;
    const host = await updateUntil({ hang: 'afterCommit' });
    await window.reload();
    await eventually(() => assert.throws(() => process.kill(host, 0), 'the host that sent the requests ends'));
    assert.equal(gateway.requests.length, onItsWay, 'nothing more was sent');
    const answered = perRequest * (onItsWay - 1);
    const record = await newestRecord();
    assert.equal(record.state, 'interrupted');
    assert.deepEqual(verdictsOf(record), [answered, perRequest, total - answered - perRequest]);
    const folder = await fs.readdir(window.vscode.serverDataDir, { recursive: true });
    assert.deepEqual(
      folder.filter((file) => file.endsWith('.lock')),
      [],
      'the run was given back',
    );
    await window.notification('was interrupted').waitFor();
    await resume(...from(answered + 1));
  });

  it('is offered for resume by a window that opens before the other is over', async () => {
    let letGo = () => {};
    const second = await window.another();
    await updateUntil({ holdUntil: new Promise<void>((resolve) => (letGo = resolve)) });
    await second.page.bringToFront();
    await second.reload();
    // A page that is closed at once says nothing to its host, which goes on and waits for it to connect again.
    await window.page.goto('about:blank');
    await window.page.close();
    window = second;
    await sleep(2_500);
    letGo();
    await second.notification('was interrupted').waitFor();
    const answered = perRequest * onItsWay;
    assert.deepEqual(verdictsOf(await newestRecord()), [answered, 0, total - answered]);
  });
});
