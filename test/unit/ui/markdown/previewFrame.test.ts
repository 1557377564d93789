// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { PreviewFrame, type PreviewOutcome } from '../../../../src/ui/markdown/preview/previewFrame';

interface Shown {
  readonly frame: PreviewFrame;
  readonly outcomes: readonly PreviewOutcome[];
  readonly sent: readonly unknown[];
  /** As if the frame had posted it. */
  readonly say: (data: unknown) => void;
}

const open: PreviewFrame[] = [];
afterEach(() => {
  for (const frame of open.splice(0)) frame.close();
});

function show(): Shown {
  const outcomes: PreviewOutcome[] = [];
  const sent: unknown[] = [];
  const frame = new PreviewFrame('document', '<p>', 'Preview', outcome => outcomes.push(outcome));
  open.push(frame);
  const inside = { postMessage: (message: unknown) => sent.push(message) } as unknown as Window;
  Object.defineProperty(frame.element, 'contentWindow', { get: () => inside });
  const say = (data: unknown) => {
    dispatchEvent(Object.assign(new Event('message'), { data, source: inside }));
  };
  return { frame, outcomes, sent, say };
}

describe('a preview that says strange things', () => {
  it('is given its text once, however often it asks', () => {
    const { say, sent } = show();
    for (let count = 0; count < 5; count += 1) say({ kind: 'ready' });
    expect(sent).toEqual([expect.objectContaining({ kind: 'show', source: '<p>' })]);
  });

  it.each([null, undefined, 'text', 7, [], { kind: {} }, { kind: 'shown', heightPx: 'tall' }])(
    'is not harmed by %j',
    data => {
      const { say, outcomes } = show();
      say(data);
      expect(outcomes).toEqual([]);
    },
  );

  it('is closed when it talks without end, and heard no more', () => {
    const { frame, say, outcomes } = show();
    document.body.append(frame.element);
    for (let count = 0; count < 10_000; count += 1) say({ kind: 'shown', heightPx: count });
    expect(outcomes).toEqual([{ reason: 'failed', detail: 'too many messages' }]);
    expect(frame.element.isConnected).toBe(false);
  });
});
