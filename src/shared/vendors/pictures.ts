import type { RequestRules } from './types';

/** What is known of a picture before it is sent. */
export interface PictureFacts {
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Undefined where its header does not tell; it is sent then, and the vendor decides. */
  readonly widthPx?: number | undefined;
  readonly heightPx?: number | undefined;
}

/** Why a platform does not take a picture at all. */
export type PictureRefusal = 'unknown-type' | 'too-large' | SideRefusal;

/** A side below the least, one above the greatest, or one that is too many times the other. */
export type SideRefusal = 'side-too-short' | 'side-too-long' | 'too-narrow';

/** Why a platform refuses this picture; undefined when nothing is known against it. The page warns by the same rule. */
export function pictureRefusal(picture: PictureFacts, rules: RequestRules): PictureRefusal | undefined {
  if (rules.imageTypes?.includes(picture.mediaType) === false) return 'unknown-type';
  if (rules.maxImageBytes !== undefined && picture.sizeBytes > rules.maxImageBytes) return 'too-large';
  return sideRefusal(picture, rules);
}

/** The part of `pictureRefusal` that is about width and height. */
export function sideRefusal(
  { widthPx, heightPx }: Pick<PictureFacts, 'widthPx' | 'heightPx'>,
  { imageSides }: RequestRules,
): SideRefusal | undefined {
  if (widthPx === undefined || heightPx === undefined || imageSides === undefined) return undefined;
  const { minPx = 0, maxPx = Number.POSITIVE_INFINITY, maxRatio = Number.POSITIVE_INFINITY } = imageSides;
  const shortPx = Math.min(widthPx, heightPx);
  const longPx = Math.max(widthPx, heightPx);
  if (shortPx < minPx) return 'side-too-short';
  if (longPx > maxPx) return 'side-too-long';
  return longPx > shortPx * maxRatio ? 'too-narrow' : undefined;
}

/** Bytes that so many bytes take in a request: four characters for every three. */
export function base64Bytes(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}
