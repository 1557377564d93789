import type { ReactNode } from 'react';
import { Toggle } from '../../ui/Toggle';

interface SwitchRowProps {
  readonly name: string;
  readonly text?: string | undefined;
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isOn: boolean) => void;
  /** What else can be set once it is on, or what is wrong. */
  readonly children?: ReactNode;
}

/** One setting that is on or off: its name and what it means, with the switch beside. */
export function SwitchRow({ name, text, isOn, isDisabled = false, onChange, children }: SwitchRowProps) {
  return (
    <div className="border-b border-line py-4 first:pt-0 last:border-0">
      <div className="flex items-start gap-6">
        <div className="min-w-0 flex-1">
          <p className="text-sm font-medium">{name}</p>
          {text !== undefined && <p className="text-sm text-soft">{text}</p>}
        </div>
        <Toggle label={name} isOn={isOn} isDisabled={isDisabled} onChange={onChange} />
      </div>
      {children}
    </div>
  );
}
