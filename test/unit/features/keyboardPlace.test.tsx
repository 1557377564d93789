// @vitest-environment happy-dom
import { Tooltip } from 'radix-ui';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PromptRow } from '../../../src/features/compare/PromptRow';
import { LaneComposer } from '../../../src/features/composer/LaneComposer';
import { useConnections } from '../../../src/state/connections';
import { leaveDraft, useDrafts } from '../../../src/state/drafts';
import { emptyConversation, useOpenConversation } from '../../../src/state/openConversation';
import '../../../src/state/i18n';
import { useUi } from '../../../src/state/ui';
import { conversationId, FakeBridge, someConnection, someLane, someTurn, someTurnLane } from '../../support/pageRows';

let bridge: FakeBridge;
let root: Root;
let host: HTMLElement;
const lane = someLane('lane-1');
const turn = someTurn('turn-1', 1);

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  bridge = new FakeBridge();
  Object.assign(window, { api: bridge.api });
  bridge.answer('turn.start', () => undefined);
  useConnections.setState({ connections: [someConnection('connection-1')], models: {} });
  useDrafts.setState({ texts: {}, laneTexts: { [lane.id]: 'More?' }, attachments: {}, edits: {} });
  useUi.setState({ askedLaneId: lane.id, edited: undefined });
  useOpenConversation.setState({ ...emptyConversation, id: conversationId, status: 'ready' });
  host = document.createElement('div');
  document.body.replaceChildren(host);
  root = createRoot(host);
});

afterEach(() => {
  act(() => root.unmount());
  leaveDraft();
  vi.unstubAllGlobals();
});

const draw = (content: ReactNode) => act(() => root.render(<Tooltip.Provider>{content}</Tooltip.Provider>));
const press = (key: string) =>
  act(async () => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  });

function Column() {
  const isAsked = useUi(state => state.askedLaneId === lane.id);
  return (
    <section data-lane-id={lane.id} tabIndex={-1}>
      {isAsked && <LaneComposer lane={lane} name="Model" />}
    </section>
  );
}

describe('the keyboard, when the small composer of a lane closes', () => {
  it.each(['Escape', 'Enter'])('goes to the lane: %s', async key => {
    draw(<Column />);
    expect(document.activeElement?.tagName).toBe('TEXTAREA');
    await press(key);
    expect(host.querySelector('textarea')).toBeNull();
    expect(document.activeElement).toBe(host.querySelector('section'));
  });
});

describe('the keyboard, when the editor of a prompt is left', () => {
  it('goes back to where the edit was begun', async () => {
    const visible = { turn, cells: { [lane.id]: someTurnLane('turn-1', 'lane-1') }, versionIds: [turn.id] };
    draw(<PromptRow visible={visible} number={1} row={1} lanes={[lane]} titles={{}} observe={() => () => undefined} />);
    act(() => host.querySelector<HTMLElement>('[data-edit-prompt]')?.click());
    expect(document.activeElement?.tagName).toBe('TEXTAREA');
    await press('Escape');
    await vi.waitFor(() => expect(document.activeElement).toBe(host.querySelector('[data-edit-prompt]')));
  });
});
