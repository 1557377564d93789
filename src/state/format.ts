import type { Balance } from '../shared/domain/connection';
import { useTranslation } from './translation';

/** Less than this is no figure that anyone decides by. */
const leastMoney = 0.001;

/** Costs are written as small as this; a call that cost less was not free. */
const leastCost = 0.000_01;

/** What stands for a moment that cannot be, such as one of a damaged history. */
const unknownMoment = '—';

function isMoment(wallMs: number): boolean {
  return !Number.isNaN(new Date(wallMs).getTime());
}

/** Numbers and dates as the language of the page writes them. */
export interface Format {
  readonly count: (value: number) => string;
  /** Tokens or the like, short where they are many: 128K. */
  readonly short: (value: number) => string;
  /** Sizes of contexts as vendors name them, in every language: 128K, 1M. */
  readonly tokens: (value: number) => string;
  /** Of a share from 0 to 1. */
  readonly percent: (share: number) => string;
  readonly rate: (value: number) => string;
  readonly seconds: (milliseconds: number) => string;
  readonly milliseconds: (value: number) => string;
  readonly money: (amount: number, currency: string) => string;
  /** All that is left on an account, in each of its currencies. */
  readonly balance: (balance: Balance) => string;
  /** An estimate: two digits that mean something. */
  readonly roughMoney: (amount: number, currency: string) => string;
  readonly bytes: (value: number) => string;
  readonly time: (wallMs: number) => string;
  /** How long ago, in the largest unit that fits. */
  readonly ago: (wallMs: number, nowMs: number) => string;
  /** A day without a time: of a price, or of a model's end. `2026-12` is a month. */
  readonly day: (isoDay: string) => string;
  /** A month of the calendar here, with its year unless that is the present one. */
  readonly monthName: (firstDay: Date, today: Date) => string;
  readonly list: (names: readonly string[]) => string;
  /** Whole sentences after each other, empty ones left out: Chinese sets no space between them. */
  readonly sentences: (sentences: readonly string[]) => string;
}

export function createFormat(language: string): Format {
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options);
  const count = onceAsked(() => number({ maximumFractionDigits: 0 }));
  const percent = onceAsked(() => number({ style: 'percent', maximumFractionDigits: 0 }));
  const short = onceAsked(() => number({ notation: 'compact', maximumFractionDigits: 1 }));
  const rate = onceAsked(() => number({ maximumFractionDigits: 1 }));
  const second = (maximumFractionDigits: number) =>
    onceAsked(() => number({ style: 'unit', unit: 'second', unitDisplay: 'narrow', maximumFractionDigits }));
  const [exactSecond, wholeSecond] = [second(1), second(0)];
  const minute = onceAsked(() => number({ style: 'unit', unit: 'minute', unitDisplay: 'narrow' }));
  const millisecond = onceAsked(() => number({ style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 }));
  const shortMillisecond = onceAsked(() =>
    number({ style: 'unit', unit: 'millisecond', unitDisplay: 'narrow', maximumFractionDigits: 0 }),
  );
  const megabyte = onceAsked(() => number({ style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }));
  const kilobyte = onceAsked(() => number({ style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }));
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options);
  const time = inPresentZone(() => date({ dateStyle: 'medium', timeStyle: 'short' }));
  const relative = onceAsked(() => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }));
  const day = onceAsked(() => date({ dateStyle: 'medium', timeZone: 'UTC' }));
  const month = onceAsked(() => date({ year: 'numeric', month: 'short', timeZone: 'UTC' }));
  const monthAlone = inPresentZone(() => date({ month: 'long' }));
  const monthOfYear = inPresentZone(() => date({ month: 'long', year: 'numeric' }));
  const money = (amount: number, currency: string): string => {
    if (amount > 0 && amount < leastCost / 2) return `<${money(leastCost, currency)}`;
    return number({
      ...moneyStyle(currency),
      minimumFractionDigits: 2,
      maximumFractionDigits: amount === 0 ? 2 : amount < 0.01 ? 5 : 4,
    }).format(amount);
  };
  const timeWords = (wallMs: number) => (isMoment(wallMs) ? time().format(wallMs) : unknownMoment);
  return {
    count: value => count().format(value),
    short: value => short().format(value),
    tokens: value => {
      const base = value % 1_000 !== 0 && value % 1_024 === 0 ? 1_024 : 1_000;
      if (value >= base * base) return `${rate().format(value / base / base)}M`;
      return value >= base ? `${count().format(value / base)}K` : count().format(value);
    },
    percent: share => percent().format(share),
    rate: value => (value >= 100 ? count : rate)().format(value),
    seconds: milliseconds => {
      const seconds = milliseconds / 1_000;
      // An engine on the same computer needs so little, which is not nothing.
      if (milliseconds >= 1 && milliseconds < 50) return shortMillisecond().format(milliseconds);
      if (seconds < 9.95) return exactSecond().format(seconds);
      const whole = Math.round(seconds);
      if (whole < 60) return wholeSecond().format(whole);
      return `${minute().format(Math.floor(whole / 60))} ${wholeSecond().format(whole % 60)}`;
    },
    milliseconds: value => millisecond().format(Math.round(value)),
    money,
    balance: ({ amount, currency, others = [] }) =>
      joined(
        [{ amount, currency }, ...others].map(part => money(part.amount, part.currency)),
        language,
      ),
    roughMoney: (amount, currency) => {
      const rough = number({ ...moneyStyle(currency), minimumFractionDigits: 0, maximumSignificantDigits: 2 });
      return amount > 0 && amount < leastMoney ? `<${rough.format(leastMoney)}` : rough.format(amount);
    },
    bytes: value =>
      value >= 1_000_000 ? megabyte().format(value / 1_000_000) : kilobyte().format(Math.ceil(value / 1_000)),
    time: timeWords,
    ago: (wallMs, nowMs) => {
      const seconds = Math.max(0, Math.round((nowMs - wallMs) / 1_000));
      if (seconds < 45) return relative().format(0, 'second');
      if (seconds < 45 * 60) return relative().format(-Math.max(1, Math.round(seconds / 60)), 'minute');
      if (seconds < 22 * 3_600) return relative().format(-Math.max(1, Math.round(seconds / 3_600)), 'hour');
      const days = Math.round(seconds / 86_400);
      return days < 30 ? relative().format(-Math.max(1, days), 'day') : timeWords(wallMs);
    },
    day: isoDay => {
      const parsed = Date.parse(isoDay);
      if (Number.isNaN(parsed)) return isoDay;
      return (isoDay.length === 7 ? month : day)().format(parsed);
    },
    monthName: (firstDay, today) =>
      (firstDay.getFullYear() === today.getFullYear() ? monthAlone : monthOfYear)().format(firstDay),
    list: names => joined(names, language),
    sentences: sentences => sentences.filter(sentence => sentence !== '').join(language.startsWith('zh') ? '' : ' '),
  };
}

/** Making all formats of a language takes as long as drawing the list of conversations: each is made when it is first asked for, and kept. */
function onceAsked<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/**
 * Names in a row as the languages of the page write them. `Intl.ListFormat` says the same, and takes as long to be made as a third of the
 * window takes to be drawn.
 */
function joined(names: readonly string[], language: string): string {
  const last = names.at(-1) ?? '';
  if (names.length < 2) return last;
  const others = names.slice(0, -1);
  if (language.startsWith('zh')) return `${others.join('、')}和${last}`;
  if (language.startsWith('it')) return `${others.join(', ')} e ${last}`;
  return `${others.join(', ')}${names.length > 2 ? ',' : ''} and ${last}`;
}

/** A format keeps the time zone in which it was made; the one that is asked for is made anew when this machine has moved to another. */
function inPresentZone(make: () => Intl.DateTimeFormat): () => Intl.DateTimeFormat {
  let made: { readonly offset: number; readonly format: Intl.DateTimeFormat } | undefined;
  return () => {
    const offset = new Date().getTimezoneOffset();
    if (made?.offset !== offset) made = { offset, format: make() };
    return made.format;
  };
}

/** A plain number where the currency is none: a wrong word of a server must not take the page away. */
function moneyStyle(currency: string): Intl.NumberFormatOptions {
  return /^[A-Z]{3}$/.test(currency) ? { style: 'currency', currency } : {};
}

/** Making a format takes some milliseconds, and a conversation asks for it with each answer: one per language is kept. */
const formats = new Map<string, Format>();

export function useFormat(): Format {
  const { language } = useTranslation();
  const known = formats.get(language);
  if (known !== undefined) return known;
  const format = createFormat(language);
  formats.set(language, format);
  return format;
}

/** Today, as the language of the page writes a day. */
export function useDateWords(): string {
  const { language } = useTranslation();
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date());
}
