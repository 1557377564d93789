import type { StoredConnection } from '../../src/shared/domain/connection';
import type { ConnectionId } from '../../src/shared/domain/ids';
import { defaultSettings, type Settings } from '../../src/shared/domain/settings';
import { type ConfigNotice, openConfigFile } from './configFile';
import { connectionsWithUnknown, parseConnections, parseSettings, settingsWithUnknown } from './settingsSchema';

/** Fields to change; an absent or undefined one stays. */
export type SettingsChange = { readonly [Field in keyof Settings]?: Settings[Field] | undefined };

/** Settings of the program and the connections without their keys. */
export interface SettingsStore {
  readonly settings: () => Settings;
  /** Durable when it returns; E_STORAGE when it could not be written, nothing is changed then. */
  readonly update: (change: SettingsChange) => Settings;
  /** In the order they were added or put; also those whose removal can still be undone. */
  readonly connections: () => readonly StoredConnection[];
  /** Adds a connection or replaces the one with its id. */
  readonly saveConnection: (connection: StoredConnection) => void;
  readonly removeConnection: (id: ConnectionId) => void;
  /** Puts the named connections first, in this order. */
  readonly orderConnections: (ids: readonly ConnectionId[]) => void;
  /** What went wrong while reading, to be told to the user. */
  readonly notices: readonly ConfigNotice[];
}

/**
 * Opens `settings.json` and `connections.json` in the data folder. E_STORAGE (`read-only`, `unreadable`, `disk-full`) when a file is there
 * that can neither be read nor set aside: the program must stop at a recovery screen then, not begin anew.
 */
export function openSettings({ folder, nowMs }: { readonly folder: string; readonly nowMs: number }): SettingsStore {
  const settingsFile = openConfigFile({
    folder,
    name: 'settings',
    version: 1,
    parse: parseSettings,
    empty: defaultSettings,
    withUnknown: settingsWithUnknown,
    nowMs,
  });
  const connectionsFile = openConfigFile<readonly StoredConnection[]>({
    folder,
    name: 'connections',
    version: 1,
    parse: parseConnections,
    empty: [],
    withUnknown: connectionsWithUnknown,
    nowMs,
  });

  return {
    settings: settingsFile.value,
    update: change => {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      settingsFile.save({ ...settingsFile.value(), ...given });
      return settingsFile.value();
    },
    connections: connectionsFile.value,
    saveConnection: connection => {
      const others = connectionsFile.value();
      const isKnown = others.some(({ id }) => id === connection.id);
      connectionsFile.save(
        isKnown ? others.map(other => (other.id === connection.id ? connection : other)) : [...others, connection],
      );
    },
    removeConnection: id => connectionsFile.save(connectionsFile.value().filter(connection => connection.id !== id)),
    orderConnections: ids => {
      const place = new Map(ids.map((id, index) => [id, index]));
      const placeOf = ({ id }: StoredConnection) => place.get(id) ?? ids.length;
      connectionsFile.save(connectionsFile.value().toSorted((one, other) => placeOf(one) - placeOf(other)));
    },
    notices: [...settingsFile.notices, ...connectionsFile.notices],
  };
}
