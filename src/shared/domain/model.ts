import type { Price } from './price';

/** How a model's thinking can be steered. */
export type ThinkingAbility =
  /** The model does not think; nothing is sent. */
  | 'none'
  /** Thinks unless switched off. */
  | 'on-by-default'
  /** Thinks when switched on. */
  | 'off-by-default'
  /** Cannot be switched off; the switch is hidden. */
  | 'always'
  /** Can be steered or may not, and by which default is not known: the switch is shown, nothing is sent unless set. */
  | 'unknown';

/** A model id at a vendor or connection. Undefined numbers are unknown, never guessed. */
export interface ModelInfo {
  readonly id: string;
  readonly name: string;
  readonly contextTokens?: number | undefined;
  readonly maxOutputTokens?: number | undefined;
  /** Longest thinking, where it is counted apart from the output. */
  readonly maxThinkingTokens?: number | undefined;
  readonly input: readonly ('text' | 'image' | 'video')[];
  readonly thinking: ThinkingAbility;
  readonly efforts?: readonly string[] | undefined;
  /** True where calling tools is documented or listed; undefined when nothing is known. */
  readonly hasTools?: boolean | undefined;
  readonly price?: Price | undefined;
  /** What the tables and the platform say in place of the user's own values; a field is there when the user replaced it. */
  readonly replaced?: Partial<Pick<ModelInfo, 'contextTokens' | 'price'>> | undefined;
  /** `retiring` with the day after which it is gone, `YYYY-MM-DD` or `YYYY-MM`. */
  readonly retiresOn?: string | undefined;
  readonly isPreview?: boolean | undefined;
  /** True when the platform's own list, read with the user's key, does not name it: it may be gone or not open to this account. */
  readonly isUnlisted?: boolean | undefined;
  /** Where this line comes from. */
  readonly origin: 'built-in' | 'listed' | 'typed';
}
