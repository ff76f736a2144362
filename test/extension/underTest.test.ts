import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { extensions } from 'vscode';
import { extensionFolder } from '../host/extensionUnderTest';

describe('The extension under test', () => {
  it('runs from the folder it should: the installed VSIX in npm test, else the repository', () => {
    assert.equal(extensions.getExtension('exotel-contacts.exotel-contacts')?.extensionPath, extensionFolder);
  });
});
