import { type ComponentType, createElement, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { holdKeys } from './heldKeys';

/** A part of the page whose code is loaded by itself, after what is seen at the start. */
export interface LaterPart<Props> {
  /** Draws the part: at once where its code is there, else nothing until it is. What cannot be loaded fails as a part that cannot be drawn. */
  readonly Part: (props: Props) => ReactNode;
  /** Loads the code ahead of its first use. Never rejects: the first use tries again, and tells of a failure. */
  readonly prefetch: () => Promise<void>;
}

/** @param takesKeys fits the part that takes the keyboard once it is drawn: what is typed before goes to it */
export function laterPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { takesKeys }: { readonly takesKeys?: string } = {},
): LaterPart<Props> {
  type Outcome = { readonly component: ComponentType<Props> } | { readonly error: unknown };
  let loaded: Outcome | undefined;
  let loading: Promise<Outcome> | undefined;

  const start = () => {
    loading ??= load().then(
      component => {
        loaded = { component };
        return loaded;
      },
      error => {
        // The next one to ask tries again.
        loading = undefined;
        return { error };
      },
    );
    return loading;
  };

  function Part(props: Props) {
    const [outcome, setOutcome] = useState(loaded);
    useEffect(() => {
      let isGone = false;
      if (outcome === undefined) void start().then(found => isGone || setOutcome(found));
      return () => {
        isGone = true;
      };
    }, [outcome]);
    const keys = useRef<ReturnType<typeof holdKeys>>(undefined);
    useLayoutEffect(() => {
      if (outcome !== undefined) keys.current?.deliver();
      else if (takesKeys !== undefined) keys.current = holdKeys(takesKeys);
    }, [outcome]);
    useLayoutEffect(() => () => keys.current?.drop(), []);
    if (outcome === undefined) return null;
    if ('error' in outcome) throw outcome.error;
    return createElement(outcome.component, props);
  }

  return {
    Part,
    prefetch: async () => {
      await start();
    },
  };
}
