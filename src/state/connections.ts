import { create } from 'zustand';
import { call } from '../bridge';
import type { ConnectionModels } from '../shared/contract/connectionRoutes';
import type { Connection, ConnectionCheck, ConnectionReport } from '../shared/domain/connection';
import type { ConnectionId } from '../shared/domain/ids';
import type { ModelInfo } from '../shared/domain/model';

export interface ConnectionsData {
  readonly connections: readonly Connection[];
  readonly models: { readonly [connectionId: string]: ConnectionModels };
  /** Connections that are being checked or wait for it. */
  readonly checking: { readonly [connectionId: string]: boolean };
  /** What was last found out about each connection, in this run or an earlier one. */
  readonly reports: { readonly [connectionId: string]: ConnectionReport };
}

export const useConnections = create<ConnectionsData>()(() => ({
  connections: [],
  models: {},
  checking: {},
  reports: {},
}));

export function findConnection(state: ConnectionsData, id: string): Connection | undefined {
  return state.connections.find(connection => connection.id === id);
}

/** Connections that can be asked as they are; the demo only when there is nothing else. */
export function usableConnections({ connections }: Pick<ConnectionsData, 'connections'>): readonly Connection[] {
  const ready = connections.filter(connection => connection.isEnabled && connection.keyState !== 'missing');
  const real = ready.filter(connection => connection.vendorId !== 'demo');
  return real.length > 0 ? real : ready;
}

/** Takes over the list as the main process tells it, and forgets what belonged to another address or key. */
export function applyConnections(connections: readonly Connection[]): void {
  useConnections.setState(state => {
    const changed = connections.filter(connection => {
      const known = findConnection(state, connection.id);
      return known !== undefined && (known.baseUrl !== connection.baseUrl || known.keyLast4 !== connection.keyLast4);
    });
    if (changed.length === 0) return { connections };
    const models = { ...state.models };
    const reports = { ...state.reports };
    for (const { id } of changed) {
      delete models[id];
      delete reports[id];
    }
    return { connections, models, reports };
  });
}

/** Takes over what a check or a look at the balance found out. */
export function applyReport(id: ConnectionId, report: ConnectionReport): void {
  useConnections.setState(state => ({ reports: { ...state.reports, [id]: report } }));
}

/** Reads what earlier checks found. Without them the list shows that nothing was checked. */
export async function loadReports(): Promise<void> {
  try {
    const known = await call('connection.reports', {});
    useConnections.setState(state => ({ reports: { ...known, ...state.reports } }));
  } catch {
    // The list says so by itself: nothing was checked.
  }
}

const loading = new Map<string, { readonly done: Promise<void>; readonly isRefreshed: boolean }>();

/**
 * Reads the models of a connection, once; later calls wait for the same answer. `isRefreshed` asks the vendor again, after a plain reading
 * that is on its way and would bring the old list.
 */
export function loadModels(id: ConnectionId, isRefreshed = false): Promise<void> {
  const running = loading.get(id);
  if (running !== undefined) {
    if (running.isRefreshed || !isRefreshed) return running.done;
    return readModels(id, true, running.done);
  }
  if (!isRefreshed && useConnections.getState().models[id] !== undefined) return Promise.resolve();
  return readModels(id, isRefreshed);
}

/** Reads again what is known here of the models of all connections to a vendor, without asking the vendor. */
export async function rereadModels(vendorId: string): Promise<void> {
  const { connections, models } = useConnections.getState();
  const known = connections.filter(({ id, vendorId: other }) => other === vendorId && models[id] !== undefined);
  await Promise.all(known.map(({ id }) => readModels(id, false)));
}

function readModels(id: ConnectionId, isRefreshed: boolean, after?: Promise<void>): Promise<void> {
  const ask = () => call('connection.models', isRefreshed ? { id, isRefreshed } : { id });
  const done = (after === undefined ? ask() : after.then(ask, ask))
    .then(models => useConnections.setState(state => ({ models: { ...state.models, [id]: models } })))
    .finally(() => {
      if (loading.get(id)?.done === done) loading.delete(id);
    });
  loading.set(id, { done, isRefreshed });
  return done;
}

/** What is known about a model, once the models of its connection were read. */
export function findModel(state: ConnectionsData, connectionId: string, modelId: string): ModelInfo | undefined {
  return state.models[connectionId]?.models.find(model => model.id === modelId);
}

/** Another region of the vendor that takes the key, tried because the user asked for it. */
export async function findRegion(id: ConnectionId): Promise<string | undefined> {
  return (await call('connection.findRegion', { id })).regionId;
}

/** Asks the vendor whether a connection works. Throws CallFailureError, E_CANCELLED when it was broken off. */
export async function checkConnection(id: ConnectionId): Promise<ConnectionCheck> {
  useConnections.setState(state => ({ checking: { ...state.checking, [id]: true } }));
  try {
    const check = await call('connection.check', { id });
    const { balance } = check;
    const reading = balance === undefined ? undefined : { balance, readAt: check.checkedAt };
    useConnections.setState(({ reports }) => ({
      reports: { ...reports, [id]: { check, balance: reading ?? reports[id]?.balance } },
    }));
    if (check.outcome === 'ok') void readModels(id, false).catch(() => undefined);
    return check;
  } finally {
    useConnections.setState(state => ({ checking: { ...state.checking, [id]: false } }));
  }
}
