import 'i18next';
import type commands from '../shared/locales/command.en.json';
import type english from '../shared/locales/page.en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly resources: { readonly translation: typeof english & typeof commands };
    readonly keySeparator: false;
    readonly nsSeparator: false;
  }
}
