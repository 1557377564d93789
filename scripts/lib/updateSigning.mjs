// Signing the description of a release. The program checks it in electron/updates/updateSignature.ts.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { SetupProblem } from './setupProblem.mjs';

/** Stands before what is signed, so that the signature is good for nothing else. */
const PURPOSE = 'couplet-update-1\n';

/** @typedef {{ readonly kind: string, readonly arch: string, readonly url: string, readonly sizeBytes: number, readonly sha512: string }} ReleaseFile */
/** @typedef {{ readonly version: string, readonly notes: string, readonly files: readonly ReleaseFile[] }} ReleaseManifest */

/**
 * A new pair of keys.
 * @returns {{ readonly privatePem: string, readonly publicKey: string }} the public one as packages carry it: 32 bytes in base64
 */
export function createUpdateKeys() {
  const { privateKey } = generateKeyPairSync('ed25519');
  const privatePem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  return { privatePem, publicKey: publicKeyOf(privatePem) };
}

/**
 * The public key that belongs to a private one.
 * @param {string} privatePem
 * @returns {string}
 */
export function publicKeyOf(privatePem) {
  const encoded = createPublicKey(privateKeyOf(privatePem)).export({ format: 'der', type: 'spki' });
  return encoded.subarray(-32).toString('base64');
}

/** @param {string} privatePem */
function privateKeyOf(privatePem) {
  let key;
  try {
    key = createPrivateKey(privatePem);
  } catch {
    throw new SetupProblem('The private key for updates cannot be read.', [
      'It is the whole text that `npm run update-keys` wrote, from the line BEGIN to the line END.',
    ]);
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new SetupProblem('The private key for updates is not one of Ed25519.');
  return key;
}

/**
 * The file that the program asks for.
 * @param {ReleaseManifest} manifest
 * @param {string} privatePem
 * @returns {string}
 */
export function signedManifest(manifest, privatePem) {
  const bytes = Buffer.from(JSON.stringify(manifest));
  const signature = sign(null, Buffer.concat([Buffer.from(PURPOSE), bytes]), privateKeyOf(privatePem));
  return `${JSON.stringify({ manifest: bytes.toString('base64'), signature: signature.toString('base64') })}\n`;
}
