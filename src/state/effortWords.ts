import type { TFunction } from 'i18next';

const worded = ['default', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;

/** A vendor's word for how much a model shall think, in the language of the page; one that is not known stays as it is. */
export function effortWords(effort: string, t: TFunction): string {
  const known = worded.find(word => word === effort);
  return known === undefined ? effort : t(`effort.${known}`);
}

/** The same where it stands alone, such as in a list to choose from. */
export function effortLabel(effort: string, t: TFunction): string {
  const words = effortWords(effort, t);
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
