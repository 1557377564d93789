import { useEffect } from 'react';
import type { TitleSettings } from '../../shared/domain/settings';
import { updateSettings, useApp } from '../../state/app';
import { findConnection, loadModels, useConnections } from '../../state/connections';
import { modelName } from '../../state/names';
import { useTranslation } from '../../state/translation';
import { openDialog } from '../../state/ui';
import { Button } from '../../ui/Button';
import { Choice } from '../../ui/Choice';
import { SettingRow } from './SettingRow';

const ways: readonly TitleSettings['by'][] = ['first-words', 'model'];

/** How conversations get their titles. */
export function TitlesPanel() {
  const { t } = useTranslation();
  const { by, model } = useApp(state => state.settings.titles);
  const connectionName = useConnections(state => model && findConnection(state, model.connectionId)?.name);
  const name = useConnections(state => model && modelName(state, model.connectionId, model.modelId));
  const pick = () => openDialog({ kind: 'pick-model', purpose: { kind: 'write-titles' } });
  useEffect(() => {
    if (model !== undefined)
      void loadModels(model.connectionId as Parameters<typeof loadModels>[0]).catch(() => undefined);
  }, [model]);

  return (
    <>
      <SettingRow name={t('titles.by')} text={t('titles.text')}>
        <Choice
          label={t('titles.by')}
          value={by}
          options={ways.map(value => ({ value, label: t(`titles.${value}`) }))}
          onValue={value => {
            if (value === 'model' && model === undefined) pick();
            else void updateSettings({ titles: { by: value, model } });
          }}
        />
      </SettingRow>
      <SettingRow name={t('titles.modelName')} text={t('titles.modelText')}>
        <div className="flex flex-wrap items-center gap-3">
          <p className="min-w-0 text-sm">
            {model === undefined ? (
              <span className="text-soft">{t('titles.noModel')}</span>
            ) : connectionName === undefined ? (
              <span className="text-danger">{t('titles.modelGone', { model: model.modelId })}</span>
            ) : (
              <>
                {name} <span className="text-soft">· {connectionName}</span>
              </>
            )}
          </p>
          <Button size="small" onClick={pick}>
            {t('titles.choose')}
          </Button>
        </div>
      </SettingRow>
    </>
  );
}
