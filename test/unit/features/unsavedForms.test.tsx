// @vitest-environment happy-dom

import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LaneSettings } from '../../../src/features/compare/LaneSettings';
import { PickModelDialog } from '../../../src/features/compare/PickModelDialog';
import { PromptsDialog } from '../../../src/features/composer/PromptsDialog';
import { ConnectionsPanel } from '../../../src/features/connections/ConnectionsPanel';
import { SettingsDialog } from '../../../src/features/settings/SettingsDialog';
import type { ConnectionId, ConversationId, LaneId } from '../../../src/shared/domain/ids';
import { useApp } from '../../../src/state/app';
import { performCommand } from '../../../src/state/commands';
import { applyEvent } from '../../../src/state/connect';
import { useConnections } from '../../../src/state/connections';
import { conversationState } from '../../../src/state/foldEvents';
import { drawnPage } from '../../support/drawnPage';
import '../../../src/state/i18n';
import { noteUnsaved } from '../../../src/state/desktop';
import { useOpenConversation } from '../../../src/state/openConversation';
import { openDialog, provideLeave, useUi } from '../../../src/state/ui';
import { followUnsaved, leaveOpenDialog } from '../../../src/ui/unsaved';
import { FakeBridge, someConnection, someDetail, someLane } from '../../support/pageRows';

const { draw } = drawnPage();
let bridge: FakeBridge;
const laneId = 'lane-1' as LaneId;
const connectionId = 'connection-1' as ConnectionId;

beforeEach(() => {
  bridge = new FakeBridge();
  Object.assign(window, { api: bridge.api });
  bridge.answer('connection.models', () => ({ models: [], isCut: false }));
  bridge.answer('conversation.open', () => someDetail());
  bridge.answer('desktop.noteUnsaved', () => undefined);
  provideLeave(leaveOpenDialog);
  followUnsaved(noteUnsaved);
  useApp.setState({ status: 'ready' });
  useConnections.setState({ connections: [someConnection(connectionId)], models: {}, reports: {} });
  useOpenConversation.setState(conversationState(someDetail({ lanes: [someLane('lane-1')] })));
});

const buttons = () => [...document.querySelectorAll('button')];
const press = (label: string) =>
  act(async () =>
    buttons()
      .find(one => (one.getAttribute('aria-label') ?? one.textContent?.trim()) === label)
      ?.click(),
  );
const pressEscape = () =>
  act(async () => {
    const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  });
const field = (label: string) => {
  const found = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === label);
  return document.getElementById(found?.htmlFor ?? '') as HTMLInputElement;
};
const type = (label: string, text: string) => {
  const input = field(label);
  act(() => {
    input.focus();
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input) as object, 'value')?.set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
};
const question = () => document.querySelector('[role="alertdialog"]');
const isOpen = () => useUi.getState().dialog !== undefined;

const settings = (
  <SettingsDialog
    tab="connections"
    connections={<ConnectionsPanel openedId={connectionId} />}
    keys={null}
    data={null}
    backups={null}
  />
);

const forms: readonly (readonly [string, string, () => Promise<void>])[] = [
  [
    'a saved prompt',
    'Text',
    async () => {
      openDialog({ kind: 'prompts' });
      await draw(<PromptsDialog />);
      await press('New prompt');
    },
  ],
  [
    'the settings of a lane',
    'System prompt',
    async () => {
      openDialog({ kind: 'lane-settings', laneId });
      await draw(<LaneSettings laneId={laneId} />);
    },
  ],
  [
    'the key of a connection',
    'API key',
    async () => {
      openDialog({ kind: 'settings', tab: 'connections', connectionId });
      await draw(settings);
    },
  ],
];

describe.each(forms)('leaving the form of %s', (_, label, open) => {
  beforeEach(open);

  it('asks nothing where nothing was typed', async () => {
    await pressEscape();
    expect(question()).toBeNull();
    expect(isOpen()).toBe(false);
  });

  it('asks before what was typed is lost, with the keyboard on what keeps it; Esc keeps it too', async () => {
    type(label, 'Some text');
    await pressEscape();
    expect(question()?.textContent).toContain('Discard changes?');
    expect(document.activeElement?.textContent).toBe('Keep editing');
    await pressEscape();
    expect([question(), isOpen(), field(label).value]).toEqual([null, true, 'Some text']);
    await vi.waitFor(() => expect(document.activeElement).toBe(field(label)));
  });

  it('asks before a command leads elsewhere, and goes there on demand', async () => {
    type(label, 'Some text');
    const before = useUi.getState().dialog;
    await act(async () => performCommand('shortcuts.open'));
    expect(question()).not.toBeNull();
    await press('Keep editing');
    expect([question(), useUi.getState().dialog, field(label).value]).toEqual([null, before, 'Some text']);
    await act(async () => performCommand('shortcuts.open'));
    await press('Discard');
    expect([question(), useUi.getState().dialog]).toEqual([null, { kind: 'shortcuts' }]);
  });

  it('asks before a notification leads to its conversation, and goes there on demand', async () => {
    type(label, 'Some text');
    const wanted = 'conversation-2' as ConversationId;
    await act(async () => applyEvent({ name: 'conversation.wanted', payload: { conversationId: wanted } }));
    expect([isOpen(), bridge.callsOf('conversation.open')]).toEqual([true, []]);
    await press('Discard');
    expect([isOpen(), bridge.callsOf('conversation.open')]).toMatchObject([false, [{ id: wanted }]]);
  });

  it('tells the main process as soon as closing the window would lose something, and when it would not any more', async () => {
    const told = () => bridge.callsOf('desktop.noteUnsaved');
    expect(told()).toEqual([]);
    type(label, 'Some text');
    type(label, 'Some more text');
    expect(told()).toEqual([{ isUnsaved: true }]);
    await draw(null);
    expect(told()).toEqual([{ isUnsaved: true }, { isUnsaved: false }]);
  });

  it('lets a command that leads nowhere else be used', async () => {
    type(label, 'Some text');
    bridge.answer('settings.update', () => useApp.getState().settings);
    await act(async () => performCommand('theme.dark'));
    expect([question(), bridge.callsOf('settings.update')]).toEqual([null, [{ theme: 'dark' }]]);
  });

  it('loses it on demand', async () => {
    type(label, 'Some text');
    await press('Close');
    await press('Discard');
    expect([question(), isOpen()]).toEqual([null, false]);
  });
});

it('the main process is told of a number that cannot be taken over, too', async () => {
  openDialog({ kind: 'lane-settings', laneId });
  await draw(<LaneSettings laneId={laneId} />);
  const [number] = document.querySelectorAll<HTMLInputElement>('input[inputmode], input[type="number"]');
  const label = document.querySelector(`label[for="${number?.id}"]`)?.textContent ?? '';
  type(label, '-5');
  await vi.waitFor(() => expect(bridge.callsOf('desktop.noteUnsaved')).toEqual([{ isUnsaved: true }]));
});

it('another tab of the settings asks too', async () => {
  openDialog({ kind: 'settings', tab: 'connections', connectionId });
  await draw(settings);
  type('API key', 'sk-1');
  const tab = [...document.querySelectorAll<HTMLElement>('[role="tab"]')].find(one => one.textContent === 'Appearance');
  await act(async () => tab?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 })));
  expect(question()).not.toBeNull();
  expect(useUi.getState().dialog).toMatchObject({ tab: 'connections' });
  await press('Discard');
  expect(useUi.getState().dialog).toMatchObject({ tab: 'appearance' });
});

it('a draft that was handed on while another model is picked is asked about too, yet closing leads back to it', async () => {
  const draft = { systemPrompt: 'Be brief.', parameters: someLane('lane-1').parameters };
  const purpose = { kind: 'change-lane', laneId, draft } as const;
  openDialog({ kind: 'pick-model', purpose });
  await draw(<PickModelDialog purpose={purpose} />);
  await act(async () => performCommand('palette.open'));
  expect([question()?.textContent, useUi.getState().dialog?.kind]).toEqual([
    expect.stringContaining('Discard changes?'),
    'pick-model',
  ]);
  await press('Keep editing');
  await press('Close');
  expect([question(), useUi.getState().dialog]).toEqual([null, { kind: 'lane-settings', laneId, draft }]);
});

it('the settings that are open already are not left', async () => {
  const dialog = { kind: 'settings', tab: 'connections', connectionId } as const;
  openDialog(dialog);
  await draw(settings);
  type('API key', 'sk-1');
  await act(async () => openDialog({ ...dialog }));
  expect(question()).toBeNull();
});

it('the name of a connection is kept when the dialog is closed from within its field', async () => {
  bridge.answer('connection.update', () => someConnection(connectionId, { name: 'Mine' }));
  openDialog({ kind: 'settings', tab: 'connections', connectionId });
  await draw(settings);
  type('Name', 'Mine');
  await pressEscape();
  expect(isOpen()).toBe(false);
  await draw(null);
  expect(bridge.callsOf('connection.update')).toEqual([{ id: connectionId, name: 'Mine' }]);
});
