import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import { UpdateFailure } from './updateProblem';

/** Stands before what is signed, so that a signature made for something else is worth nothing here. */
const purpose = 'couplet-update-1\n';

/** The 32 bytes of an Ed25519 key become a key of the usual form behind these (RFC 8410). */
const keyHead = Buffer.from('302a300506032b6570032100', 'hex');

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
const envelope = z.object({ manifest: z.string().regex(base64), signature: z.string().regex(base64) });

/** The public key as a build names it: its 32 bytes in base64. */
export function readPublicKey(base64Key: string): KeyObject | undefined {
  const bytes = Buffer.from(base64Key, 'base64');
  if (bytes.length !== 32 || bytes.toString('base64') !== base64Key) return undefined;
  return createPublicKey({ key: Buffer.concat([keyHead, bytes]), format: 'der', type: 'spki' });
}

/** The signed bytes of an envelope. Nothing inside is looked at before the signature holds. */
export function openEnvelope(text: string, publicKey: KeyObject): Buffer {
  const parsed = envelope.safeParse(parseJson(text));
  if (!parsed.success) throw new UpdateFailure('bad-answer', 'no envelope');
  const manifest = Buffer.from(parsed.data.manifest, 'base64');
  const signed = Buffer.concat([Buffer.from(purpose), manifest]);
  if (!verify(null, signed, publicKey, Buffer.from(parsed.data.signature, 'base64'))) {
    throw new UpdateFailure('bad-signature', 'the signature does not hold');
  }
  return manifest;
}

/** A JSON value; undefined for what is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
