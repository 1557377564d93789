import { useMemo } from 'react';
import type { Answer } from '../shared/domain/answer';
import type { Lane } from '../shared/domain/conversation';
import { describeModel } from '../shared/vendors';
import { type ConnectionsData, findConnection, findModel, useConnections } from './connections';
import { emptyConversation, type OpenConversation, useOpenConversation } from './openConversation';
import { vendorOf } from './vendors';

/** One thing that sets a lane apart from its twin; no value where the vendor's own default holds. */
export interface LaneDifference {
  readonly field: 'thinking' | 'effort' | 'temperature' | 'topP' | 'maxOutputTokens' | 'systemPrompt';
  readonly value: string | undefined;
}

/** What a lane is called. */
export interface LaneTitle {
  /** Name of the model; numbered where the same model of the same connection stands in several lanes. */
  readonly model: string;
  /** Empty when the connection was removed. */
  readonly connection: string;
  /** What the lane is asked with, where another lane asks the same model of the same connection otherwise. */
  readonly differences?: readonly LaneDifference[] | undefined;
  /** The connection was removed or belongs to an import; `connection` is its name from when it answered. */
  readonly isConnectionMissing?: boolean | undefined;
  /** Both, as one name for a region of the page. */
  readonly full: string;
}

/** Name of a model at a connection: as its list has it, else as the vendor's table has it, else its id. */
export function modelName(state: ConnectionsData, connectionId: string, modelId: string): string {
  const listed = findModel(state, connectionId, modelId);
  if (listed !== undefined) return listed.name;
  const vendor = vendorOf(findConnection(state, connectionId)?.vendorId ?? '');
  return vendor === undefined ? modelId : describeModel(vendor, modelId).name;
}

export function useModelName(connectionId: string, modelId: string): string {
  return useConnections(state => modelName(state, connectionId, modelId));
}

/** Titles of lanes by lane id. */
export function laneTitles(
  lanes: readonly Lane[],
  state: ConnectionsData,
  formerNames: { readonly [laneId: string]: string } = {},
): { readonly [laneId: string]: LaneTitle } {
  const twins = new Map<string, Lane[]>();
  const titles: { [laneId: string]: LaneTitle } = {};
  for (const lane of lanes) {
    const found = findConnection(state, lane.connectionId);
    const connection = found?.name ?? formerNames[lane.id] ?? '';
    const name = modelName(state, lane.connectionId, lane.modelId);
    const key = `${name}\n${connection}`;
    const group = [...(twins.get(key) ?? []), lane];
    twins.set(key, group);
    const model = group.length === 1 ? name : `${name} (${group.length})`;
    const full = connection === '' ? model : `${model} · ${connection}`;
    titles[lane.id] = { model, connection, full, ...(found === undefined && { isConnectionMissing: true }) };
  }
  for (const group of twins.values()) {
    for (const lane of group) {
      const title = titles[lane.id];
      const differences = laneDifferences(lane, group);
      if (title !== undefined && differences.length > 0) titles[lane.id] = { ...title, differences };
    }
  }
  return titles;
}

const comparedFields = ['thinking', 'effort', 'temperature', 'topP', 'maxOutputTokens', 'systemPrompt'] as const;

/** What a lane has of its own among lanes with the same name; nothing where all agree. */
function laneDifferences(lane: Lane, group: readonly Lane[]): readonly LaneDifference[] {
  return comparedFields
    .filter(field => new Set(group.map(other => comparedValue(other, field))).size > 1)
    .map(field => ({ field, value: comparedValue(lane, field) }));
}

function comparedValue(lane: Lane, field: LaneDifference['field']): string | undefined {
  if (field === 'systemPrompt') return lane.systemPrompt === '' ? undefined : lane.systemPrompt;
  const value = lane.parameters[field];
  return value === undefined || value === 'default' ? undefined : String(value);
}

/** Names of connections that are not here, from the answers that they gave. */
export function formerConnectionNames(
  lanes: readonly Lane[],
  connections: ConnectionsData['connections'],
  answers: OpenConversation['answers'],
): { readonly [laneId: string]: string } {
  const missing = lanes.filter(lane => !connections.some(({ id }) => id === lane.connectionId));
  if (missing.length === 0) return {};
  const latest = latestAnswers(answers);
  return Object.fromEntries(
    missing.flatMap(({ id, connectionId }) => {
      const answer = latest.get(`${id} ${connectionId}`);
      return answer === undefined ? [] : [[id, answer.connectionName]];
    }),
  );
}

/** What is kept of an answer, without its words. */
type NamingAnswer = Pick<Answer, 'startedAt' | 'connectionName'>;

/**
 * Of the answers that were asked about last, by lane and connection: many parts of the page ask about the same ones, and few come at a time.
 * A conversation that was left is not kept for it.
 */
let known: { readonly answers: WeakRef<OpenConversation['answers']>; readonly latest: Map<string, NamingAnswer> } = {
  answers: new WeakRef(emptyConversation.answers),
  latest: new Map(),
};

/** The answer that each connection gave last in each lane. */
function latestAnswers(answers: OpenConversation['answers']): ReadonlyMap<string, NamingAnswer> {
  const before = known.answers.deref();
  if (before === answers) return known.latest;
  const added = before && addedAnswers(before, answers);
  const latest = added === undefined ? new Map<string, NamingAnswer>() : known.latest;
  for (const { laneId, connectionId, startedAt, connectionName } of added ?? answers.values()) {
    const key = `${laneId} ${connectionId}`;
    if ((latest.get(key)?.startedAt ?? startedAt) <= startedAt) latest.set(key, { startedAt, connectionName });
  }
  known = { answers: new WeakRef(answers), latest };
  return latest;
}

/** Answers that were not there before; undefined where one of those is gone, or was asked for otherwise. */
function addedAnswers(
  before: OpenConversation['answers'],
  now: OpenConversation['answers'],
): readonly Answer[] | undefined {
  const added: Answer[] = [];
  for (const id of now.keysThatDiffer(before)) {
    const answer = now.get(id);
    const other = before.get(id);
    if (answer === undefined || (other !== undefined && !isAskedAlike(other, answer))) return undefined;
    added.push(answer);
  }
  return added;
}

function isAskedAlike(answer: Answer, other: Answer): boolean {
  return (
    answer.laneId === other.laneId && answer.connectionId === other.connectionId && answer.startedAt === other.startedAt
  );
}

export function useLaneTitles(lanes: readonly Lane[]): { readonly [laneId: string]: LaneTitle } {
  const connections = useConnections(state => state.connections);
  const models = useConnections(state => state.models);
  const answers = useOpenConversation(state => state.answers);
  // As text, so that titles stay the same objects while answers come.
  const former = useMemo(
    () => JSON.stringify(formerConnectionNames(lanes, connections, answers)),
    [lanes, connections, answers],
  );
  return useMemo(
    () => laneTitles(lanes, { connections, models, checking: {}, reports: {} }, JSON.parse(former)),
    [lanes, connections, models, former],
  );
}
