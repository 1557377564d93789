import { Cpu, KeyRound, Sparkles } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { createDemo } from '../../state/connectionActions';
import { startWith } from '../../state/newConversation';
import { showFailure } from '../../state/toasts';
import { useTranslation } from '../../state/translation';
import { useUi } from '../../state/ui';
import { focusWhenShown } from '../../ui/focusWhenShown';
import { Seal } from '../../ui/Seal';
import { KeyDoor } from './KeyDoor';
import { LocalDoor } from './LocalDoor';

type DoorName = 'key' | 'local';

/** The first start: three ways in, none of them a dead end. */
export function Welcome() {
  const { t } = useTranslation();
  const [door, setDoor] = useState<DoorName>();
  const frame = useRef<HTMLDivElement>(null);
  const [isStarting, setStarting] = useState(false);
  useEffect(() => useUi.setState({ isFirstStart: true }), []);

  const leave = (left: DoorName) => () => {
    setDoor(undefined);
    // Back at the doors, the keyboard is where it went in.
    focusWhenShown(() => frame.current?.querySelector<HTMLElement>(`[data-door="${left}"]`) ?? null, { isLater: true });
  };
  const tryOffline = async () => {
    setStarting(true);
    try {
      await startWith(await createDemo());
    } catch (failure) {
      showFailure(failure);
    } finally {
      setStarting(false);
    }
  };

  return (
    <div ref={frame} className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex min-h-full max-w-2xl flex-col justify-center px-6 py-12">
        {door === undefined ? (
          <>
            <Seal size={36} />
            <h1 className="mt-6 font-serif text-4xl leading-tight text-balance">{t('welcome.title')}</h1>
            <p className="mt-3 max-w-lg text-base text-soft">{t('welcome.text')}</p>
            <div className="mt-9 flex flex-col gap-3">
              <Door
                door="key"
                icon={<KeyRound size={19} />}
                name={t('welcome.pasteKey')}
                text={t('welcome.pasteKeyText')}
                onOpen={() => setDoor('key')}
              />
              <Door
                door="local"
                icon={<Cpu size={19} />}
                name={t('welcome.local')}
                text={t('welcome.localText')}
                onOpen={() => setDoor('local')}
              />
              <Door
                icon={<Sparkles size={19} />}
                name={t('welcome.offline')}
                text={t('welcome.offlineText')}
                isDisabled={isStarting}
                onOpen={() => void tryOffline()}
              />
            </div>
            <p className="mt-8 text-xs text-faint">{t('welcome.privacy')}</p>
          </>
        ) : door === 'key' ? (
          <KeyDoor onLeave={leave('key')} />
        ) : (
          <LocalDoor onLeave={leave('local')} />
        )}
      </div>
    </div>
  );
}

interface DoorProps {
  /** What opens behind it. */
  readonly door?: DoorName;
  readonly icon: ReactNode;
  readonly name: string;
  readonly text: string;
  readonly isDisabled?: boolean;
  readonly onOpen: () => void;
}

/** The whole card is the button; its name is the first line alone. */
function Door({ door, icon, name, text, isDisabled = false, onOpen }: DoorProps) {
  const id = useId();
  return (
    <div className="relative flex items-center gap-4 rounded-2xl border border-line bg-surface px-5 py-4 shadow-raised transition-colors focus-within:border-accent hover:border-accent has-disabled:opacity-60">
      <span className="flex size-10 shrink-0 items-center justify-center rounded-xl bg-accent-soft text-accent">
        {icon}
      </span>
      <div>
        <button
          type="button"
          data-door={door}
          disabled={isDisabled}
          aria-describedby={id}
          onClick={onOpen}
          className="text-base font-medium after:absolute after:inset-0 after:rounded-2xl"
        >
          {name}
        </button>
        <p id={id} className="text-sm text-soft">
          {text}
        </p>
      </div>
    </div>
  );
}
