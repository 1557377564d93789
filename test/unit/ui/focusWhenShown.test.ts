// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { focusWhenShown } from '../../../src/ui/focusWhenShown';

/** A field that takes the focus only once it is shown, as in Chromium. */
function hiddenField() {
  const field = document.createElement('input');
  let isShown = false;
  const focus = field.focus.bind(field);
  field.focus = () => {
    if (isShown) focus();
  };
  document.body.append(field);
  return {
    field,
    show: () => {
      isShown = true;
    },
  };
}

describe('the focus of something that is drawn anew', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'performance'] }));
  afterEach(() => {
    vi.useRealTimers();
    document.body.replaceChildren();
  });

  it('comes as soon as the element takes it', () => {
    const { field, show } = hiddenField();
    const onFocused = vi.fn();
    focusWhenShown(() => field, { onFocused });
    vi.advanceTimersByTime(100);
    expect(document.activeElement).not.toBe(field);
    show();
    vi.advanceTimersByTime(20);
    expect(document.activeElement).toBe(field);
    expect(onFocused).toHaveBeenCalledOnce();
  });

  it('is not taken back by an earlier wish that comes true later', () => {
    const early = hiddenField();
    const late = hiddenField();
    late.show();
    focusWhenShown(() => early.field, { isLater: true });
    focusWhenShown(() => late.field);
    early.show();
    vi.advanceTimersByTime(100);
    expect(document.activeElement).toBe(late.field);
  });

  it('is given up after a while', () => {
    const { field, show } = hiddenField();
    focusWhenShown(() => field);
    vi.advanceTimersByTime(3_000);
    show();
    vi.advanceTimersByTime(100);
    expect(document.activeElement).not.toBe(field);
  });
});
