import { useRef, useState } from 'react';
import type { Connection } from '../../shared/domain/connection';
import type { VendorSpec } from '../../shared/vendors/types';
import { startFresh } from '../../state/newConversation';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { focusWhenShown } from '../../ui/focusWhenShown';
import { BackButton } from './BackButton';
import { ConnectionFormFields } from './ConnectionForm';
import { KeyGuess } from './KeyGuess';
import { VendorPicker } from './VendorPicker';

/** Where the key that was pasted seems to belong, once the user agreed. */
interface Chosen {
  readonly vendor: VendorSpec;
  readonly regionId?: string | undefined;
  readonly key?: string | undefined;
}

/** From a key to lanes: whose it is, what the check says, and go. */
export function KeyDoor({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen>();
  const [ready, setReady] = useState<readonly Connection[]>([]);
  const start = useRef<HTMLButtonElement>(null);
  const toVendors = () => setChosen(undefined);

  return (
    <div>
      <BackButton onBack={chosen === undefined ? onLeave : toVendors} />
      <h1 className="mt-4 font-serif text-2xl">
        {t(chosen === undefined ? 'keyDoor.chooseVendor' : 'keyDoor.enterKey')}
      </h1>
      <p className="mt-2 mb-6 text-sm text-soft">
        {t(chosen === undefined ? 'keyDoor.chooseText' : 'keyDoor.enterText')}
      </p>
      {chosen === undefined ? (
        <div className="flex flex-col gap-7">
          <KeyGuess onGuess={(owner, key) => setChosen({ ...owner, key })} />
          <VendorPicker onPick={vendor => setChosen({ vendor })} />
        </div>
      ) : (
        <ConnectionFormFields
          key={chosen.vendor.id}
          vendor={chosen.vendor}
          firstKey={chosen.key}
          firstRegionId={chosen.regionId}
          onBack={toVendors}
          onReady={connection => {
            setReady([...ready.filter(known => known.id !== connection.id), connection]);
            focusWhenShown(() => start.current, { isLater: true });
          }}
        />
      )}
      {ready.length > 0 && (
        <div className="mt-6 flex flex-wrap gap-2">
          <Button ref={start} look="primary" size="large" onClick={() => void startFresh()}>
            {t('keyDoor.start')}
          </Button>
          {chosen !== undefined && (
            <Button size="large" onClick={toVendors}>
              {t('keyDoor.another')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
