// The licences of everything that goes into a package, in one text.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const licenceName = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;
const program = /\.(?:[cm]?[jt]s|json|css)$/i;

/**
 * The text that is shipped: each package with its version, its licence and the words of its licence files. Electron's own and Chromium's
 * stand in files of their own beside it.
 * @param {string} root the folder that holds node_modules
 * @param {readonly import('./packageFacts.mjs').ShippedPackage[]} packages
 * @returns {string}
 */
export function licenceTexts(root, packages) {
  const blocks = packages.map(({ path, name, version, licence }) => {
    const texts = licenceFiles(join(root, path)).map(file => readFileSync(file, 'utf8').trim());
    return [`${name} ${version} (${licence})`, ...texts].join('\n\n');
  });
  const line = `\n\n${'-'.repeat(80)}\n\n`;
  return `Couplet contains the following packages.${line}${blocks.join(line)}\n`;
}

/** @param {string} folder */
function licenceFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile() && licenceName.test(entry.name) && !program.test(entry.name))
    .map(entry => join(folder, entry.name))
    .sort();
}
