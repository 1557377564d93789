import { call } from '../bridge';
import type { LocalEngine } from '../shared/contract/appState';
import type { InputOf } from '../shared/contract/routes';
import type { Connection } from '../shared/domain/connection';
import type { ConnectionId } from '../shared/domain/ids';
import { useConnections } from './connections';
import { keep } from './savingConnection';
import { showFailure, showToast } from './toasts';

/** Changes a connection. Throws CallFailureError; a changed address forgets the key. */
export async function updateConnection(
  id: ConnectionId,
  change: Omit<InputOf<'connection.update'>, 'id'>,
): Promise<Connection> {
  const connection = await call('connection.update', { id, ...change });
  keep(connection);
  return connection;
}

/** Gives a connection its key. Throws CallFailureError with the reason when the text cannot be a key. */
export async function setKey(id: ConnectionId, key: string): Promise<void> {
  keep(await call('connection.setKey', { id, key }));
}

/** Takes the key off a connection; a toast offers to bring it back. */
export async function removeKey({ id, name }: Connection): Promise<void> {
  try {
    keep(await call('connection.removeKey', { id }));
    showToast({ kind: 'key-removed', id, name });
  } catch (failure) {
    showFailure(failure);
  }
}

export async function restoreKey(id: ConnectionId): Promise<void> {
  try {
    keep(await call('connection.restoreKey', { id }));
  } catch (failure) {
    showFailure(failure);
  }
}

/** Takes a connection off the list; a toast offers to bring it back with its key. */
export async function removeConnection({ id, name }: Connection): Promise<boolean> {
  try {
    await call('connection.remove', { id });
    useConnections.setState(({ connections }) => ({ connections: connections.filter(known => known.id !== id) }));
    showToast({ kind: 'connection-removed', id, name });
    return true;
  } catch (failure) {
    showFailure(failure);
    return false;
  }
}

export async function restoreConnection(id: ConnectionId): Promise<void> {
  try {
    keep(await call('connection.restore', { id }));
  } catch (failure) {
    showFailure(failure);
  }
}

/** Makes a second connection like this one, without its key. */
export async function duplicateConnection(id: ConnectionId): Promise<Connection | undefined> {
  try {
    const copy = await call('connection.duplicate', { id });
    keep(copy);
    return copy;
  } catch (failure) {
    showFailure(failure);
    return undefined;
  }
}

/** Puts the connections into another order; shown at once, and put back when it was refused. */
export async function reorderConnections(ids: readonly ConnectionId[]): Promise<void> {
  const before = useConnections.getState().connections;
  const sorted = ids.flatMap(id => before.find(connection => connection.id === id) ?? []);
  const rest = before.filter(connection => !ids.includes(connection.id));
  useConnections.setState({ connections: [...sorted, ...rest] });
  try {
    await call('connection.reorder', { ids: [...ids] });
  } catch (failure) {
    // Only the order: what became of each of them meanwhile stays.
    const places = new Map<string, number>(before.map(({ id }, index) => [id, index]));
    const place = ({ id }: Connection) => places.get(id) ?? places.size;
    useConnections.setState(({ connections }) => ({
      connections: connections.toSorted((a, b) => place(a) - place(b)),
    }));
    showFailure(failure);
  }
}

/** Asks what is left of the account's money now. */
export async function readBalance(id: ConnectionId): Promise<boolean> {
  const { reading } = await call('connection.readBalance', { id });
  if (reading === undefined) return false;
  useConnections.setState(({ reports }) => ({ reports: { ...reports, [id]: { ...reports[id], balance: reading } } }));
  return true;
}

/** Looks for engines on this machine; only ever asked by the user. */
export function findLocalEngines(): Promise<readonly LocalEngine[]> {
  return call('connection.findLocal', {});
}

/** Makes a connection to an engine that was found, or answers the one that is there. */
export async function connectLocal(engine: LocalEngine): Promise<Connection> {
  const known = useConnections
    .getState()
    .connections.find(({ vendorId, baseUrl }) => vendorId === engine.vendorId && baseUrl === engine.baseUrl);
  if (known !== undefined) return known;
  const connection = await call('connection.create', { vendorId: engine.vendorId, baseUrl: engine.baseUrl });
  keep(connection);
  return connection;
}

export async function createDemo(): Promise<Connection> {
  const connection = await call('connection.createDemo', {});
  keep(connection);
  return connection;
}
