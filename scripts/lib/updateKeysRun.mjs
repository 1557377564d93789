// npm run update-keys -- <file>: a new pair of keys for signing updates. To be run once, on a machine that is trusted.
import { writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { REPOSITORY_FOLDER } from './folders.mjs';
import { say } from './messages.mjs';
import { runScript } from './setUp.mjs';
import { SetupProblem } from './setupProblem.mjs';
import { createUpdateKeys } from './updateSigning.mjs';

/**
 * Where the private key goes: to a file that does not exist yet and lies outside of the repository.
 * @param {string | undefined} named
 * @returns {string}
 */
export function privateKeyFile(named) {
  if (named === undefined) throw new SetupProblem('Name the file for the private key: npm run update-keys -- <file>');
  const file = resolve(named);
  const below = relative(REPOSITORY_FOLDER, file);
  if (!below.startsWith('..') && resolve(below) !== below) {
    throw new SetupProblem('The private key must not lie in the repository.', ['Name a file in another folder.']);
  }
  return file;
}

/** Make the keys, write the private one and print the public one. */
export function main() {
  return runScript(async () => {
    const file = privateKeyFile(process.argv[2]);
    const { privatePem, publicKey } = createUpdateKeys();
    await writeFile(file, privatePem, { mode: 0o600, flag: 'wx' }).catch(error => {
      if (error.code !== 'EEXIST') throw error;
      throw new SetupProblem(`${file} is there already and is not written over.`, [
        'Packages that carry its public key could never be updated again. For a new pair, name another file.',
      ]);
    });
    say(`The private key is in ${file}. Whoever has it can send updates to everyone: keep it in a vault.`);
    say(`Public key, for COUPLET_UPDATE_PUBLIC_KEY: ${publicKey}`);
    return 0;
  });
}
