import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { window, ViewColumn } from 'vscode';

/** What the page says of each value it gets, and sends back with the values. */
const page = `<!DOCTYPE html><script>
  const vscode = acquireVsCodeApi();
  addEventListener('message', ({ data }) => {
    const kinds = Object.values(data).map((value) => value.constructor.name + ' of ' + value.length);
    vscode.postMessage({ kinds, back: data });
  });
  vscode.postMessage('ready');
</script>`;

describe('messages to and from a webview', () => {
  it('carry typed arrays as they are, as the manifest asks for a VS Code that does', async () => {
    const panel = window.createWebviewPanel('exotelContacts.test', 'Test', ViewColumn.Beside, { enableScripts: true });
    const sent = {
      lines: Uint32Array.of(0, 1, 4_294_967_295),
      resultOf: Uint16Array.of(65_535, 0),
      found: Uint8Array.of(255),
      none: new Uint32Array(),
    };
    try {
      const reply = await new Promise<{ kinds: string[]; back: typeof sent }>((resolve) => {
        panel.webview.onDidReceiveMessage((message: 'ready' | { kinds: string[]; back: typeof sent }) => {
          if (message === 'ready') void panel.webview.postMessage(sent);
          else resolve(message);
        });
        panel.webview.html = page;
      });
      assert.deepEqual(reply.kinds, ['Uint32Array of 3', 'Uint16Array of 2', 'Uint8Array of 1', 'Uint32Array of 0']);
      assert.deepEqual(reply.back, sent);
    } finally {
      panel.dispose();
    }
  });
});
