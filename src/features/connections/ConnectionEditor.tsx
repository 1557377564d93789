import { Copy, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Connection } from '../../shared/domain/connection';
import { duplicateConnection, removeConnection, updateConnection } from '../../state/connectionActions';
import { checkConnection, useConnections } from '../../state/connections';
import { showFailure } from '../../state/toasts';
import { useTranslation } from '../../state/translation';
import { vendorOf } from '../../state/vendors';
import { Button } from '../../ui/Button';
import { isComposingKey } from '../../ui/composing';
import { Field, inputClass } from '../../ui/Field';
import { Spinner } from '../../ui/Spinner';
import { Toggle } from '../../ui/Toggle';
import { CheckResult } from './CheckResult';
import { ConnectionAddress } from './ConnectionAddress';
import { ConnectionBalance } from './ConnectionBalance';
import { ConnectionKey } from './ConnectionKey';
import { ConnectionLimits } from './ConnectionLimits';
import { ConnectionModelList } from './ConnectionModelList';
import { EditorSection } from './EditorSection';
import { PlaceWords } from './PlaceWords';

interface ConnectionEditorProps {
  readonly connection: Connection;
  readonly onOpen: (connection: Connection) => void;
  readonly onRemoved: () => void;
}

/** Everything about one connection. Each part is saved by itself. */
export function ConnectionEditor({ connection, onOpen, onRemoved }: ConnectionEditorProps) {
  const { t } = useTranslation();
  const { id } = connection;
  const vendor = vendorOf(connection.vendorId);
  const check = useConnections(state => state.reports[id]?.check);
  const isChecking = useConnections(state => state.checking[id] === true);
  const isReal = connection.vendorId !== 'demo' && vendor !== undefined;

  const remove = async () => {
    if (await removeConnection(connection)) onRemoved();
  };
  const duplicate = async () => {
    const copy = await duplicateConnection(id);
    if (copy !== undefined) onOpen(copy);
  };

  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-3">
        <ConnectionName connection={connection} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <PlaceWords connection={connection} />
          <span className="ml-auto flex items-center gap-2 text-sm text-soft">
            {t(connection.isEnabled ? 'connection.isUsed' : 'connection.isNotUsed')}
            <Toggle
              label={t('connections.enabled', { name: connection.name })}
              isOn={connection.isEnabled}
              onChange={isEnabled => void updateConnection(id, { isEnabled }).catch(showFailure)}
            />
          </span>
        </div>
      </div>
      {isReal && (
        <>
          <EditorSection title={t('connection.addressTitle')}>
            {/* Drawn anew for another address, which may have been chosen elsewhere: where the check offers another region. */}
            <ConnectionAddress key={connection.baseUrl} connection={connection} vendor={vendor} />
          </EditorSection>
          <EditorSection title={t('connection.keyTitle')}>
            <ConnectionKey connection={connection} vendor={vendor} />
          </EditorSection>
        </>
      )}
      <EditorSection title={t('connection.checkTitle')}>
        <div className="flex flex-wrap items-center gap-2">
          <Button disabled={isChecking} onClick={() => void checkConnection(id).catch(showFailure)}>
            {isChecking && <Spinner />} {t(isChecking ? 'connection.checking' : 'connection.check')}
          </Button>
          {vendor?.balance !== undefined && <ConnectionBalance connection={connection} />}
        </div>
        {check !== undefined && !isChecking && (
          <CheckResult
            check={check}
            connection={connection}
            onRegion={regionId => void updateConnection(id, { regionId }).catch(showFailure)}
          />
        )}
      </EditorSection>
      <ConnectionModelList connection={connection} />
      <EditorSection title={t('limits.title')}>
        <ConnectionLimits connection={connection} />
      </EditorSection>
      <EditorSection title={t('connection.moreTitle')}>
        <div className="flex flex-wrap gap-2">
          {isReal && (
            <Button onClick={() => void duplicate()}>
              <Copy size={14} /> {t('connections.duplicate')}
            </Button>
          )}
          <Button look="danger" onClick={() => void remove()}>
            <Trash2 size={14} /> {t('connection.remove')}
          </Button>
        </div>
        <p className="text-xs text-faint">{t('connection.removeText')}</p>
      </EditorSection>
    </div>
  );
}

function ConnectionName({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const [name, setName] = useState(connection.name);
  const rename = async () => {
    const trimmed = name.trim();
    if (trimmed === '' || trimmed === connection.name) {
      setName(connection.name);
      return;
    }
    try {
      setName((await updateConnection(connection.id, { name: trimmed })).name);
    } catch (failure) {
      setName(connection.name);
      showFailure(failure);
    }
  };
  const renameAtEnd = useRef(rename);
  useEffect(() => {
    renameAtEnd.current = rename;
  });
  // An element that leaves the page with the keyboard in it tells nobody, and leaving the field keeps the name.
  useEffect(() => () => void renameAtEnd.current(), []);
  return (
    <Field label={t('connection.name')} hint={t('connection.nameHint')}>
      {ids => (
        <input
          {...ids}
          value={name}
          maxLength={200}
          onChange={event => setName(event.target.value)}
          onBlur={() => void rename()}
          onKeyDown={event => {
            if (event.key === 'Enter' && !isComposingKey(event.nativeEvent)) void rename();
          }}
          className={inputClass}
        />
      )}
    </Field>
  );
}
