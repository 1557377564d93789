import type { Connection } from '../shared/domain/connection';
import type { Attachment, Lane } from '../shared/domain/conversation';
import type { LaneId } from '../shared/domain/ids';
import { requestRules } from '../shared/vendors';
import { base64Bytes, pictureRefusal } from '../shared/vendors/pictures';
import { type ConnectionsData, findConnection } from './connections';
import { laneOptions } from './laneOptions';
import { vendorOf } from './vendors';

/** Something that will go wrong in a lane if the prompt is sent as it stands. */
export interface LaneTrouble {
  readonly laneId: LaneId;
  readonly kind: /** The connection cannot be asked. */
    | 'removed'
    | 'switched-off'
    | 'no-key'
    | 'key-refused'
    | 'key-unreadable'
    /** Pictures are left out of what this lane gets. */
    | 'cannot-see'
    | 'picture-too-large'
    | 'picture-type'
    /** The lane fails: its vendor refuses a picture of this width and height, or so many of them. */
    | 'side-too-short'
    | 'side-too-long'
    | 'too-narrow'
    | 'pictures-too-large'
    /** Prompt and history are longer than the model can read. */
    | 'too-long';
}

/** Kinds that stop the lane; with the others it answers, about less than was attached or perhaps not at all. */
export const blockingTroubles: ReadonlySet<LaneTrouble['kind']> = new Set([
  'removed',
  'switched-off',
  'no-key',
  'key-refused',
  'key-unreadable',
  'side-too-short',
  'side-too-long',
  'too-narrow',
  'pictures-too-large',
]);

/** What stands in the way of a lane, the connection first: without it nothing else matters. `inputTokens` are an estimate. */
export function laneTroubles(
  lane: Lane,
  state: ConnectionsData,
  attachments: readonly Attachment[],
  inputTokens: number,
): readonly LaneTrouble[] {
  const { id: laneId } = lane;
  const atConnection = connectionTrouble(findConnection(state, lane.connectionId));
  if (atConnection !== undefined) return [{ laneId, kind: atConnection }];
  const troubles: LaneTrouble[] = [];
  const atPictures = pictureTrouble(lane, state, attachments);
  if (atPictures !== undefined) troubles.push({ laneId, kind: atPictures });
  const { model } = laneOptions(state, lane.connectionId, lane.modelId);
  if (model?.contextTokens !== undefined && inputTokens > model.contextTokens) {
    troubles.push({ laneId, kind: 'too-long' });
  }
  return troubles;
}

function connectionTrouble(connection: Connection | undefined): LaneTrouble['kind'] | undefined {
  if (connection === undefined) return 'removed';
  if (!connection.isEnabled) return 'switched-off';
  if (connection.isKeyRefused) return 'key-refused';
  switch (connection.keyState) {
    case 'missing':
      return 'no-key';
    case 'locked':
    case 'unavailable':
    case 'undecryptable':
      return 'key-unreadable';
    default:
      return undefined;
  }
}

/** The same rules by which pictures are left out of a request. */
function pictureTrouble(
  lane: Lane,
  state: ConnectionsData,
  attachments: readonly Attachment[],
): LaneTrouble['kind'] | undefined {
  const pictures = attachments.filter(({ mediaType }) => mediaType.startsWith('image/'));
  if (pictures.length === 0) return undefined;
  const { model } = laneOptions(state, lane.connectionId, lane.modelId);
  const vendor = vendorOf(findConnection(state, lane.connectionId)?.vendorId ?? '');
  const rules = vendor && requestRules(vendor, lane.modelId);
  if (rules?.images === 'none' || model?.input.includes('image') === false) return 'cannot-see';
  if (rules === undefined) return undefined;
  const refusals = pictures.map(picture => pictureRefusal(picture, rules));
  // What stops the lane goes before what is only left out.
  const bySides = refusals.find(
    refusal => refusal !== undefined && refusal !== 'unknown-type' && refusal !== 'too-large',
  );
  if (bySides !== undefined) return bySides;
  const sent = pictures.filter((_, index) => refusals[index] === undefined);
  const sentBytes = sent.reduce((sum, { sizeBytes }) => sum + base64Bytes(sizeBytes), 0);
  if (rules.maxRequestBytes !== undefined && sentBytes > rules.maxRequestBytes) return 'pictures-too-large';
  if (refusals.includes('unknown-type')) return 'picture-type';
  return refusals.includes('too-large') ? 'picture-too-large' : undefined;
}
