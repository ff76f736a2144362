const fs = require('node:fs');
const path = require('node:path');

/**
 * A Markdown file for the extension's page in VS Code. That page shows pictures from https: and data: addresses only,
 * and its relative links lead nowhere. So pictures are put into the text, and relative links become plain text.
 *
 * @param {string} markdown
 * @param {string} folder the folder its relative links start from
 */
function extensionPage(markdown, folder) {
  return markdown
    .replace(/!\[([^\]]*)\]\((?!\w+:)([^)]+\.png)\)/g, (_, title, file) => {
      return `![${title}](data:image/png;base64,${fs.readFileSync(path.join(folder, file), 'base64')})`;
    })
    .replace(/(?<!!)\[([^\]]*)\]\((?!\w+:|#)[^)]+\)/g, '$1');
}

module.exports = { extensionPage };
