import { useState } from 'react';
import type { AppError } from '../../shared/domain/errors';
import { useTranslation } from '../../state/translation';
import { Fold } from '../../ui/Fold';
import { revealHidden } from '../../ui/markdown/hiddenCharacters';

/** What the server said by itself, folded, for those who want to know. */
export function ErrorFacts({ error }: { readonly error: AppError }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const facts = [
    [t('error.detail.said'), error.detail],
    [t('error.detail.status'), error.httpStatus?.toString()],
    [t('error.detail.code'), error.vendorCode],
    [t('error.detail.host'), error.host],
    [t('error.detail.requestId'), error.requestId],
  ].filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== '');
  if (facts.length === 0) return null;
  return (
    <div className="pl-5.5">
      <Fold title={t('error.details')} isOpen={isOpen} onChange={setOpen}>
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 pt-1 pl-1 text-xs text-soft">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt>{name}</dt>
              <dd className="min-w-0 font-mono break-words select-text">{revealHidden(value)}</dd>
            </div>
          ))}
        </dl>
      </Fold>
    </div>
  );
}
