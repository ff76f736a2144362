import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The document of the results page. It allows our own script and styles and nothing else; `src/webview/page.ts` fills it. */
export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const asset = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString();
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    `default-src 'none'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Exotel Contacts Results</title>
  <link rel="stylesheet" href="${asset('page.css')}">
</head>
<body>
  <script nonce="${nonce}" src="${asset('page.js')}"></script>
</body>
</html>`;
}
