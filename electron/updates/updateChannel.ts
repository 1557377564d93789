import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isUpdateAddress } from './updateFetch';
import { parseJson, readPublicKey } from './updateSignature';

/** Where to look for newer versions, and whom to believe. Both come with the build; neither can be set by the user or by a server. */
export interface UpdateChannel {
  readonly feed: string;
  readonly publicKey: KeyObject;
}

const packageFile = z.object({ updates: z.object({ feed: z.string().max(2_000), publicKey: z.string().max(100) }) });

/** The channel in the program's own package.json; undefined when the build has none or a wrong one. */
export function readUpdateChannel(file: string): UpdateChannel | undefined {
  const parsed = packageFile.safeParse(parseJson(readText(file)));
  if (!parsed.success) return undefined;
  const { feed, publicKey } = parsed.data.updates;
  const key = readPublicKey(publicKey);
  return key === undefined || !isUpdateAddress(feed) ? undefined : { feed, publicKey: key };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
