import { Children, isValidElement, type ReactNode } from 'react';

/** Short facts in a row with a dot between them; what is left out leaves no dot behind. */
export function Facts({ children }: { readonly children: ReactNode }) {
  const facts = Children.toArray(children).filter(child => isValidElement(child) || typeof child === 'string');
  return (
    <p className="flex flex-wrap text-xs text-faint">
      {facts.map((fact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the facts keep their places.
        <span key={index} className="flex min-w-0 items-center">
          {fact}
          {index < facts.length - 1 && (
            <span aria-hidden className="mx-1.5">
              ·
            </span>
          )}
        </span>
      ))}
    </p>
  );
}
