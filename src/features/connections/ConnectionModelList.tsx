import { RefreshCw } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { Connection } from '../../shared/domain/connection';
import type { ModelInfo } from '../../shared/domain/model';
import { useApp } from '../../state/app';
import { useNow } from '../../state/clock';
import { loadModels, useConnections } from '../../state/connections';
import { errorWords } from '../../state/errorWords';
import { useFormat } from '../../state/format';
import { searchedModels } from '../../state/modelSearch';
import { showFailure } from '../../state/toasts';
import { useTranslation } from '../../state/translation';
import { errorNames } from '../../state/useErrorNames';
import { vendorName } from '../../state/vendors';
import { Button } from '../../ui/Button';
import { inputClass } from '../../ui/Field';
import { Spinner } from '../../ui/Spinner';
import { VirtualList } from '../../ui/VirtualList';
import { ConnectionModelLine } from './ConnectionModelLine';
import { EditorSection } from './EditorSection';
import { ModelValues } from './ModelValues';

/** Up to so many models need no search. */
const fewModels = 6;
const linePx = 48;
const maxListPx = 320;

/** The models of one connection: when their list was read, which are favourites or hidden, and the user's own values. */
export function ConnectionModelList({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const { id } = connection;
  const known = useConnections(state => state.models[id]);
  const [search, setSearch] = useState('');
  const [edited, setEdited] = useState<ModelInfo>();
  const [isReading, setReading] = useState(false);
  const { hiddenModels, favouriteModels } = useApp(state => state.settings);
  const models = known?.models ?? [];
  const found = useMemo(() => searchedModels(connection, known, search), [connection, known, search]);

  useEffect(() => {
    if (known === undefined) loadModels(id).catch(showFailure);
  }, [id, known]);
  const refresh = () => {
    setReading(true);
    loadModels(id, true)
      .catch(showFailure)
      .finally(() => setReading(false));
  };

  return (
    <EditorSection
      title={t('models.title')}
      aside={
        <Button size="small" disabled={isReading} onClick={refresh}>
          {isReading ? <Spinner size={12} /> : <RefreshCw size={12} />} {t('connection.refreshModels')}
        </Button>
      }
    >
      <ListFacts connection={connection} />
      {edited !== undefined ? (
        <ModelValues
          key={edited.id}
          connection={connection}
          model={models.find(model => model.id === edited.id) ?? edited}
          onDone={() => setEdited(undefined)}
        />
      ) : (
        <>
          {models.length > fewModels && (
            <input
              type="search"
              aria-label={t('models.search')}
              placeholder={t('models.search')}
              value={search}
              onChange={event => setSearch(event.target.value)}
              className={inputClass}
            />
          )}
          {known !== undefined && found.length === 0 && <p className="text-sm text-soft">{t('models.nothing')}</p>}
          {found.length > 0 && (
            <div className="overflow-hidden rounded-xl border border-line bg-surface">
              <VirtualList data={found} style={{ height: Math.min(maxListPx, found.length * linePx) }}>
                {model => (
                  <ConnectionModelLine
                    key={model.id}
                    connectionId={id}
                    model={model}
                    isHidden={hiddenModels.some(other => other.connectionId === id && other.modelId === model.id)}
                    isFavourite={favouriteModels.some(other => other.connectionId === id && other.modelId === model.id)}
                    onEdit={() => setEdited(model)}
                  />
                )}
              </VirtualList>
            </div>
          )}
        </>
      )}
    </EditorSection>
  );
}

/** How many models there are, when their list was read, whether it was cut, and why it could not be read. */
function ListFacts({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(true);
  const known = useConnections(state => state.models[connection.id]);
  if (known === undefined) return null;
  const { models, listedAt, isCut, error } = known;
  const names = errorNames(error, format, {
    vendor: vendorName(connection.vendorId, connection.name),
    connection: connection.name,
    model: '',
  });
  return (
    <div className="text-xs text-faint">
      <p>
        {format.sentences([
          t('check.models', { count: models.length }),
          listedAt === undefined
            ? t('models.builtIn')
            : t('connection.listedAt', { time: format.ago(listedAt, nowMs) }),
        ])}
      </p>
      {isCut === true && <p className="text-warn">{t('models.cut', { count: models.length })}</p>}
      {error !== undefined && (
        <p role="alert" className="text-danger">
          {t(errorWords(error, connection.vendorId), names)}
        </p>
      )}
    </div>
  );
}
