import type { z } from 'zod';

/** A check of one long field, in pieces between which others run: all of them must be fine. */
export interface CheckInPieces<Parsed> {
  readonly field: keyof Parsed & string;
  readonly isFine: (parsed: Parsed) => Iterable<boolean>;
}

/** One route: how its input is checked, and what it answers. */
export interface RouteDefinition<Input extends z.ZodType, Output> {
  readonly input: Input;
  /** Made after `input` is. */
  readonly inPieces: CheckInPieces<z.output<Input>> | undefined;
  /** Only a type; never read at run time. */
  readonly output: Output;
  /** Calls allowed per second before the rest is refused with E_LIMIT; bursts of twice as many pass. */
  readonly perSecond: number;
  /** What it answers may be large, and crosses to the page as JSON text. */
  readonly isLarge: boolean;
}

/** Declares a route. */
export function route<Input extends z.ZodType>(
  input: Input,
  perSecond = 50,
  inPieces?: CheckInPieces<z.output<Input>>,
) {
  const returning = <Output>(isLarge: boolean): RouteDefinition<Input, Output> => ({
    input,
    inPieces,
    output: undefined as Output,
    perSecond,
    isLarge,
  });
  return {
    returns: <Output>() => returning<Output>(false),
    /** `Output` must be plain data: what JSON does not have is lost. */
    returnsLarge: <Output>() => returning<Output>(true),
  };
}
