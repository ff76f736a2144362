/**
 * A Markdown file for the extension's page in VS Code. That page shows pictures from the web only, and its relative
 * links lead nowhere, as the project has no public address yet. So such pictures are left out, and such links become
 * plain text.
 *
 * @param {string} markdown
 * @returns {string}
 */
function extensionPage(markdown) {
  return markdown
    .replace(/^!\[[^\]]*\]\((?!\w+:)[^)]+\)\n\n?/gm, '')
    .replace(/(?<!!)\[([^\]]*)\]\((?!\w+:|#)[^)]+\)/g, '$1');
}

module.exports = { extensionPage };
