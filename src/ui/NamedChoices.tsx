import type { ReactNode } from 'react';
import { Button } from './Button';

interface NamedChoicesProps {
  readonly legend: string;
  readonly icon: ReactNode;
  readonly choices: readonly { readonly id: string; readonly name: string; readonly onChoose: () => void }[];
}

/** Things of the user's own, each a small button with its name, under a few words that say what pressing one does. */
export function NamedChoices({ legend, icon, choices }: NamedChoicesProps) {
  if (choices.length === 0) return null;
  return (
    <fieldset>
      <legend className="mx-auto mb-2 text-xs text-faint">{legend}</legend>
      <div className="flex max-w-xl flex-wrap justify-center gap-1.5">
        {choices.map(({ id, name, onChoose }) => (
          <Button key={id} size="small" className="max-w-56" onClick={onChoose}>
            <span className="shrink-0">{icon}</span> <span className="truncate">{name}</span>
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
