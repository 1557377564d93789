// @vitest-environment happy-dom
import { Tooltip } from 'radix-ui';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LaneSettings } from '../../../src/features/compare/LaneSettings';
import type { LaneId } from '../../../src/shared/domain/ids';
import { useConnections } from '../../../src/state/connections';
import { conversationState } from '../../../src/state/foldEvents';
import '../../../src/state/i18n';
import { useOpenConversation } from '../../../src/state/openConversation';
import { type LaneDraft, useUi } from '../../../src/state/ui';
import { FakeBridge, someConnection, someDetail, someLane } from '../../support/pageRows';

let bridge: FakeBridge;
let root: Root;
const laneId = 'lane-1' as LaneId;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  bridge = new FakeBridge();
  Object.assign(window, { api: bridge.api });
  bridge.answer('lane.update', () => undefined);
  useConnections.setState({ connections: [someConnection('connection-1')], models: {} });
  useOpenConversation.setState(conversationState(someDetail({ lanes: [someLane('lane-1')] })));
  useUi.setState({ dialog: { kind: 'lane-settings', laneId } });
  root = createRoot(document.createElement('div'));
});

afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

const draw = (draft?: LaneDraft) =>
  act(() =>
    root.render(
      <Tooltip.Provider>
        <LaneSettings laneId={laneId} draft={draft} />
      </Tooltip.Provider>,
    ),
  );
const field = (label: string) => {
  const found = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === label);
  return document.getElementById(found?.htmlFor ?? '') as HTMLInputElement;
};
const type = (label: string, text: string) => {
  const input = field(label);
  const prototype = Object.getPrototypeOf(input) as object;
  act(() => {
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
};
const press = (label: string) =>
  act(async () => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === label)?.click());
const saved = () => bridge.callsOf('lane.update');

describe('the settings of a lane', () => {
  it('are not saved while a number is out of its bounds, and the field is shown', async () => {
    draw();
    type('Temperature', '1');
    type('Temperature', '15');
    await press('Save');
    expect(saved()).toEqual([]);
    expect(document.activeElement).toBe(field('Temperature'));
    type('Temperature', '1.5');
    await press('Save');
    expect(saved()).toMatchObject([{ id: laneId, parameters: { temperature: 1.5 } }]);
  });

  it('keep what is being written while another model is chosen', async () => {
    draw();
    type('System prompt', 'Be brief.');
    type('Temperature', '0.5');
    await press('Change model…');
    const { dialog } = useUi.getState();
    const draft = dialog?.kind === 'pick-model' && dialog.purpose.kind === 'change-lane' && dialog.purpose.draft;
    expect(draft).toMatchObject({ systemPrompt: 'Be brief.', parameters: { temperature: 0.5 } });
    act(() => root.render(null));
    draw(draft || undefined);
    await press('Save');
    expect(saved()).toMatchObject([{ id: laneId, systemPrompt: 'Be brief.', parameters: { temperature: 0.5 } }]);
  });
});
