const fs = require('node:fs');
const path = require('node:path');

const line = '-'.repeat(80);

/**
 * The licences of every package in a bundle, as one text.
 *
 * @param {string[]} inputs the files that esbuild's metafile lists, relative to `root`
 * @param {string} root absolute path of the project
 * @returns {string} for each package its name, version and kind of licence, and the licence itself
 * @throws when a package has no licence text; the message names every such package
 */
function thirdPartyNotices(inputs, root) {
  const packages = [...new Set(inputs.flatMap(packageFolder))].map((folder) => readPackage(path.join(root, folder)));
  const missing = packages.filter(({ licence }) => !licence).map(({ title }) => title);
  if (missing.length > 0) throw new Error(`No licence text was found for ${missing.join(', ')}.`);
  const notices = new Set(packages.map(({ title, licence }) => `${line}\n${title}\n\n${licence}\n`));
  return ['Exotel Contacts includes the packages below, each under its own licence.\n', ...[...notices].sort()].join(
    '\n',
  );
}

/** In a list, empty for our own files, and for what a package's `browser` field leaves out of the page's bundle. */
function packageFolder(input) {
  const match = /^(?!\(disabled\):)(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  return match ? [match[1]] : [];
}

function readPackage(folder) {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return { title: `${name} ${version} (${license ?? 'see below'})`, licence: readLicence(folder) };
}

/** Undefined when there is none. A few packages keep their licence in the README only. */
function readLicence(folder) {
  const read = (pattern) =>
    fs
      .readdirSync(folder)
      .filter((name) => pattern.test(name))
      .sort()
      .map((name) => fs.readFileSync(path.join(folder, name), 'utf8').replace(/\r\n?/g, '\n').trim())
      .join('\n\n');
  return read(/^(licen[cs]e|copying|notice)([.-].*)?$/i) || licenceSection(read(/^readme(\..*)?$/i));
}

/** What a README says under the heading “License”, if that is a licence and not only the name of one. */
function licenceSection(readme) {
  const [, after = ''] = readme.split(/^(?:#+ *licen[cs]e\b.*|licen[cs]e *\n[-=]{3,}) *$/im);
  const [section] = after.split(/^(?:#|\[[^\]]+\]: |.+\n[-=]{3,} *$)/m);
  return /permission is hereby granted|redistribution and use/i.test(section) ? section.trim() : undefined;
}

module.exports = { thirdPartyNotices };
