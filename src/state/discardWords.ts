import { useTranslation } from './translation';

/** What a dialog with a form asks before something typed is lost. */
export function useDiscardWords() {
  const { t } = useTranslation();
  return {
    title: t('discard.title'),
    text: t('discard.text'),
    keepLabel: t('action.keepEditing'),
    discardLabel: t('action.discard'),
  };
}
