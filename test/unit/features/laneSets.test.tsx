// @vitest-environment happy-dom
import { Tooltip } from 'radix-ui';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LaneSetsDialog } from '../../../src/features/laneSets/LaneSetsDialog';
import { SaveLaneSetDialog } from '../../../src/features/laneSets/SaveLaneSetDialog';
import type { LaneSet } from '../../../src/shared/domain/laneSet';
import { defaultSettings } from '../../../src/shared/domain/settings';
import { useApp } from '../../../src/state/app';
import { conversationState } from '../../../src/state/foldEvents';
import '../../../src/state/i18n';
import { useOpenConversation } from '../../../src/state/openConversation';
import { useUi } from '../../../src/state/ui';
import { FakeBridge, someDetail, someLane } from '../../support/pageRows';

let bridge: FakeBridge;
let root: Root;
const lanes = [{ connectionId: 'connection-1', modelId: 'm', connectionName: 'C', modelName: 'M' }];
const sets: readonly LaneSet[] = [{ id: 'set-1', name: 'Five', lanes }];

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  bridge = new FakeBridge();
  Object.assign(window, { api: bridge.api });
  bridge.answer('settings.update', (patch: object) => ({ ...defaultSettings, ...patch }));
  useApp.setState({ settings: { ...defaultSettings, laneSets: sets } });
  useUi.setState({ dialog: { kind: 'lane-sets' } });
  useOpenConversation.setState(conversationState(someDetail({ lanes: [someLane('lane-1')] })));
  root = createRoot(document.createElement('div'));
});

afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

const draw = (content: ReactNode) => act(() => root.render(<Tooltip.Provider>{content}</Tooltip.Provider>));
const press = (key: string, target: Element | null) =>
  act(() => target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })));
const field = () => document.querySelector<HTMLInputElement>('[role="dialog"] input');

describe('the name of a set', () => {
  it('is left as it was by Esc, which leaves the dialog open', () => {
    draw(<LaneSetsDialog setId={undefined} />);
    act(() => document.querySelector<HTMLElement>('[aria-label="Rename"]')?.click());
    expect(field()?.value).toBe('Five');
    press('Escape', field());
    expect([field(), useUi.getState().dialog?.kind]).toEqual([null, 'lane-sets']);
    press('Escape', document.querySelector('[role="dialog"]'));
    expect(useUi.getState().dialog).toBeUndefined();
  });
});

describe('a new set', () => {
  it('is saved once, however often Enter is pressed', async () => {
    draw(<SaveLaneSetDialog />);
    press('Enter', field());
    press('Enter', field());
    await act(async () => undefined);
    expect(bridge.callsOf('settings.update')).toHaveLength(1);
  });
});
