import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { eventually } from '../eventually';
import { latch } from '../latch';
import { sidOf } from '../sidOf';
import { csvOf, enterCredentials, openWithGateway, resultRows, type WindowWithGateway } from './gateway';
import type { Workbench } from './window';

const total = 8;

describe('the region switched and the file edited while a run is on', function () {
  this.timeout(300_000);
  let at: WindowWithGateway;
  let window: Workbench;

  before(async () => {
    at = await openWithGateway(
      { 'contacts.csv': csvOf(total) },
      { 'exotelContacts.batchSize': 1, 'exotelContacts.requestsPerMinute': 200 },
    );
    window = at.window;
    // The server knows neither contact 2 nor 6.
    at.gateway.contacts.load([1, 3, 4, 5, 7, 8].map((n) => ({ sid: sidOf(n) })));
  });

  after(() => at?.close());

  it('the run keeps its target and its rows', async () => {
    const third = latch();
    at.gateway.faults.at(3, { holdUntil: third.opened });
    await window.open('contacts.csv');
    await window.palette('Exotel Contacts: Update Contacts from This File');
    await enterCredentials(window, at.gateway);
    await window.pressInDialog(`Update ${total} Contacts`);
    await eventually(() => assert.equal(at.gateway.requests.length, 3));

    await window.palette('Exotel Contacts: Switch Region');
    await window.pick('Sandbox');
    await window.statusBarItem('Exotel: Sandbox').waitFor();
    await window.editorTab('contacts.csv').click();
    await window.page.keyboard.press('Control+Home');
    await window.page.keyboard.press('End');
    await window.page.keyboard.press('Enter');
    await window.page.keyboard.type(`${sidOf(99)},new`);
    await window.statusBarItem(/Ln 2, Col/).waitFor();
    assert.equal(at.gateway.requests.length, 3, 'all of this while the third request was on its way');
    third.open();

    await window.notification('6 of 8 rows updated; 2 rejected at 127.0.0.1').waitFor();
    assert.deepEqual(
      [...at.gateway.requests].flatMap(({ sids }) => [...sids]),
      Array.from({ length: total }, (_, i) => sidOf(i + 1)),
    );
  });

  it('its verdicts are on their rows, which have moved a line', async () => {
    await eventually(async () => {
      const rejected = (await resultRows(window)).filter((cells) => cells[2] === 'Rejected');
      assert.deepEqual(
        rejected.map(([line, sid]) => [line, sid]),
        [
          ['3', sidOf(2)],
          ['7', sidOf(6)],
        ],
      );
    });
    const problems = (await (await window.problems()).allInnerTexts()).join('\n');
    assert.match(problems, /Ln 4, Col 1[^]*Ln 8, Col 1/);
    const page = await window.frame('[role=grid]');
    await page.getByText(sidOf(6)).click();
    await window.page.keyboard.press('Enter');
    await window.statusBarItem(/Ln 8, Col 1/).waitFor();
    // The status bar is ahead of the focus.
    await window.page.locator('.monaco-editor.focused').waitFor();
  });

  it('an edited row loses its verdict, and no other', async () => {
    await window.page.keyboard.press('End');
    await window.page.keyboard.type(' edited');
    await eventually(async () => {
      const problems = (await (await window.problems()).allInnerTexts()).join('\n');
      assert.match(problems, /Ln 4, Col 1/);
      assert.doesNotMatch(problems, /Ln 8/);
    });
  });
});
