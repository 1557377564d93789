import { type FormEvent, useEffect, useState } from 'react';
import { updateSettings } from '../../state/app';
import { forgetProxyPassword, hasProxyPassword, proxyFields, proxyUrl } from '../../state/network';
import { showFailure } from '../../state/toasts';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { Field, inputClass } from '../../ui/Field';
import { Unsaved } from '../../ui/unsaved';
import { ProxyTest } from './ProxyTest';

/** A proxy of the user's own. Its password is written and never read again, like a key. */
export function CustomProxy({ savedUrl }: { readonly savedUrl: string | undefined }) {
  const { t } = useTranslation();
  const [fields, setFields] = useState(() => proxyFields(savedUrl ?? ''));
  const [hasPassword, setHasPassword] = useState(false);
  const url = proxyUrl(fields);
  const isWrong = fields.address.trim() !== '' && url === undefined;
  const isChanged = url !== undefined && url !== savedUrl;

  useEffect(() => {
    hasProxyPassword().then(setHasPassword, showFailure);
  }, []);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (url === undefined || !(await updateSettings({ proxy: { mode: 'custom', url } }))) return;
    setFields(proxyFields(withoutPassword(url)));
    setHasPassword(await hasProxyPassword());
  };
  const forget = () => {
    forgetProxyPassword().then(() => setHasPassword(false), showFailure);
  };
  const input = (name: keyof typeof fields, label: string, more: { hint?: string; placeholder?: string } = {}) => (
    <Field label={label} hint={more.hint} error={name === 'address' && isWrong ? t('network.wrongScheme') : undefined}>
      {ids => (
        <input
          {...ids}
          type={name === 'password' ? 'password' : 'text'}
          value={fields[name]}
          spellCheck={false}
          autoComplete="off"
          maxLength={600}
          placeholder={more.placeholder}
          onChange={event => setFields({ ...fields, [name]: event.target.value })}
          className={name === 'address' ? `${inputClass} font-mono` : inputClass}
        />
      )}
    </Field>
  );

  return (
    <form className="flex max-w-lg flex-col gap-4" onSubmit={event => void save(event)}>
      <Unsaved isChanged={() => isChanged || isWrong} />
      {input('address', t('network.address'), {
        hint: t('network.addressHint'),
        placeholder: t('network.addressPlaceholder'),
      })}
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {input('user', t('network.user'), { hint: t('network.userHint') })}
        {input('password', t('network.password'), {
          hint: t('network.passwordHint'),
          ...(hasPassword && { placeholder: t('network.passwordSaved') }),
        })}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={!isChanged}>
          {t('action.save')}
        </Button>
        {hasPassword && (
          <Button look="quiet" onClick={forget}>
            {t('network.forgetPassword')}
          </Button>
        )}
      </div>
      {url !== undefined && <ProxyTest key={url} proxy={{ mode: 'custom', url }} />}
    </form>
  );
}

function withoutPassword(url: string): string {
  const parsed = new URL(url);
  parsed.password = '';
  return parsed.href;
}
