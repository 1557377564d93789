import { z } from 'zod';
import { UpdateFailure } from './updateProblem';
import { parseJson } from './updateSignature';

/** The kinds of packages that can replace themselves. */
export type PackageKind = 'appimage' | 'nsis' | 'mac-zip';

const maxFileBytes = 2_000_000_000;

const manifestSchema = z.object({
  version: z.string().regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}$/),
  notes: z.string().max(20_000),
  files: z
    .array(
      z.object({
        kind: z.string().max(40),
        arch: z.string().max(40),
        url: z.string().max(2_000),
        sizeBytes: z.number().int().min(1).max(maxFileBytes),
        sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
      }),
    )
    .max(40),
});

/** The description of a release, as it was signed. */
export type UpdateManifest = z.infer<typeof manifestSchema>;
export type UpdateFile = UpdateManifest['files'][number];

/** What would change how text looks or reads: control characters but line ends and tabs, and marks of direction. */
const unseen = /(?![\n\t])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The content of signed bytes. Fields that are not known are for later versions. */
export function readManifest(bytes: Buffer): UpdateManifest {
  const parsed = manifestSchema.safeParse(parseJson(bytes.toString('utf8')));
  if (!parsed.success) throw new UpdateFailure('bad-answer', 'no manifest');
  return { ...parsed.data, notes: parsed.data.notes.replaceAll('\r\n', '\n').replace(unseen, '') };
}

/** The file for this machine; undefined when the release has none. */
export function fileFor(manifest: UpdateManifest, kind: PackageKind, arch: string): UpdateFile | undefined {
  return manifest.files.find(file => file.kind === kind && (file.arch === arch || file.arch === 'universal'));
}
