import { ArrowLeft, Cpu, Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ConnectionId } from '../../shared/domain/ids';
import type { VendorSpec } from '../../shared/vendors/types';
import { findConnection, useConnections } from '../../state/connections';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { useLeave } from '../../ui/unsaved';
import { CheckAllBar } from './CheckAllBar';
import { ConnectionEditor } from './ConnectionEditor';
import { ConnectionFormFields } from './ConnectionForm';
import { ConnectionRow } from './ConnectionRow';
import { LocalEngines } from './LocalEngines';
import { SortableConnections } from './SortableConnections';
import { VendorPicker } from './VendorPicker';

type View =
  | { readonly kind: 'list' }
  | { readonly kind: 'add' }
  | { readonly kind: 'local' }
  | { readonly kind: 'new'; readonly vendor: VendorSpec }
  | { readonly kind: 'edit'; readonly id: ConnectionId };

/** All connections: what state they are in, and everything that can be changed about them. */
export function ConnectionsPanel({ openedId }: { readonly openedId: ConnectionId | undefined }) {
  const { t } = useTranslation();
  const connections = useConnections(state => state.connections);
  const [view, setView] = useState<View>(openedId === undefined ? { kind: 'list' } : { kind: 'edit', id: openedId });
  const edited = useConnections(state => (view.kind === 'edit' ? findConnection(state, view.id) : undefined));
  const leave = useLeave();
  const toList = () => setView({ kind: 'list' });
  const edit = ({ id }: { readonly id: ConnectionId }) => setView({ kind: 'edit', id });
  const back = useRef<HTMLButtonElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    // What had the focus is gone with the view before; the first view of a dialog leaves the focus where it is, and a form begins by itself.
    if (!isFirst.current && view.kind !== 'list' && view.kind !== 'new') back.current?.focus();
    isFirst.current = false;
  }, [view.kind]);

  if (view.kind === 'list' || (view.kind === 'edit' && edited === undefined)) {
    return (
      <div className="flex flex-col gap-3">
        {connections.length === 0 && <p className="text-sm text-soft">{t('connections.none')}</p>}
        <SortableConnections connections={connections}>
          <ul className="flex flex-col gap-2">
            {connections.map(connection => (
              <ConnectionRow key={connection.id} connection={connection} onOpen={edit} />
            ))}
          </ul>
        </SortableConnections>
        <div className="flex flex-wrap items-center gap-2">
          <Button look="primary" onClick={() => setView({ kind: 'add' })}>
            <Plus size={15} /> {t('connections.add')}
          </Button>
          <Button onClick={() => setView({ kind: 'local' })}>
            <Cpu size={15} /> {t('connections.findLocal')}
          </Button>
          {connections.length > 0 && <CheckAllBar />}
        </div>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <div>
        <Button ref={back} look="quiet" size="small" className="-ml-2" onClick={() => leave(toList)}>
          <ArrowLeft size={15} /> {t('connections.all')}
        </Button>
      </div>
      {view.kind === 'add' && <VendorPicker onPick={vendor => setView({ kind: 'new', vendor })} />}
      {view.kind === 'local' && <LocalEngines useWords={t('localDoor.add')} onUse={async engine => edit(engine)} />}
      {view.kind === 'new' && (
        <ConnectionFormFields
          key={view.vendor.id}
          vendor={view.vendor}
          onBack={() => setView({ kind: 'add' })}
          onReady={edit}
        />
      )}
      {edited !== undefined && (
        <ConnectionEditor key={edited.id} connection={edited} onOpen={edit} onRemoved={toList} />
      )}
    </div>
  );
}
