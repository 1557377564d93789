// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, expect, it } from 'vitest';
import { ConversationPicker } from '../../../src/features/transfer/ConversationPicker';
import { DocumentPreview } from '../../../src/features/transfer/DocumentPreview';
import { ExportDialog } from '../../../src/features/transfer/ExportDialog';
import type { TurnId } from '../../../src/shared/domain/ids';
import { defaultExportOptions } from '../../../src/shared/domain/transfer';
import { applyStart } from '../../../src/state/conversations';
import { useFolders } from '../../../src/state/folders';
import '../../../src/state/i18n';
import { drawnPage } from '../../support/drawnPage';
import { createGate } from '../../support/gate';
import {
  conversationId,
  FakeBridge,
  Refusal,
  someDetail,
  someLane,
  someTurn,
  someTurnLane,
} from '../../support/pageRows';

const { draw, host } = drawnPage();
let bridge: FakeBridge;

beforeEach(() => {
  bridge = new FakeBridge();
  Object.assign(window, { api: bridge.api });
  useFolders.setState({ folders: [], counts: { archived: 0, removed: 0, byFolder: {} } });
  applyStart({ conversations: [], hasMore: true }, []);
});

function beginningOf(prompt: string, turnCount: number) {
  const detail = someDetail({
    lanes: [someLane('lane-1', { headTurnId: 'turn-1' as TurnId })],
    turns: [someTurn('turn-1', 1, { prompt })],
    turnLanes: [someTurnLane('turn-1', 'lane-1')],
  });
  return { detail, turnCount };
}

const tryAgain = () =>
  act(async () => [...host().querySelectorAll('button')].find(one => one.textContent === 'Try again')?.click());

it('a preview that cannot be read says so, and is read again on demand', async () => {
  bridge.answer('export.preview', () => new Refusal('E_STORAGE'));
  await draw(<DocumentPreview id={conversationId} isMarkdown options={defaultExportOptions} />);
  expect(host().querySelector('[role="alert"]')?.textContent).toBe('The conversation could not be read.');
  bridge.answer('export.preview', () => beginningOf('Why is it blue?', 1));
  await tryAgain();
  expect(host().querySelector('[role="alert"]')).toBeNull();
  expect(host().querySelector('pre')?.textContent).toContain('Why is it blue?');
  expect(host().textContent).not.toContain('The preview shows');
});

it('a preview of a long conversation reads only what it shows, and says how long the conversation is', async () => {
  bridge.answer('export.preview', () => beginningOf('Why is it blue?', 2_000));
  await draw(<DocumentPreview id={conversationId} isMarkdown options={defaultExportOptions} />);
  expect(bridge.calls).toEqual([{ route: 'export.preview', input: { id: conversationId, turnCount: 5 } }]);
  expect(host().textContent).toContain('Why is it blue?');
  expect(host().textContent).toContain('The preview shows the first 5 of 2,000 prompts.');
});

it('the list of conversations does not say that nothing fits while it is still being read', async () => {
  const gate = createGate();
  bridge.answer('conversation.list', async () => {
    await gate.opened;
    return { conversations: [], hasMore: false };
  });
  await draw(<ConversationPicker picked={new Set()} onPicked={() => undefined} />);
  expect(host().textContent).toContain('Loading…');
  await act(async () => gate.open());
  expect(host().textContent).not.toContain('Loading…');
});

it('a list of conversations that cannot be read says so, and is read again on demand', async () => {
  bridge.answer('conversation.list', () => new Refusal('E_STORAGE'));
  await draw(<ConversationPicker picked={new Set()} onPicked={() => undefined} />);
  expect(host().querySelector('[role="alert"]')?.textContent).toBe('Not all conversations could be read.');
  bridge.answer('conversation.list', () => ({ conversations: [], hasMore: false }));
  await tryAgain();
  expect(host().querySelector('[role="alert"]')).toBeNull();
});

it('a JSON export says what pictures tell beside the picture, and can leave that out', async () => {
  let asked: unknown;
  bridge.answer('conversation.list', () => ({ conversations: [], hasMore: false }));
  bridge.answer('export.run', input => {
    asked = input;
    return { kind: 'cancelled' };
  });
  await draw(<ExportDialog ids={[]} />);
  const text = () => document.body.textContent;
  const click = (name: string, selector: string) =>
    act(async () =>
      [...document.body.querySelectorAll<HTMLElement>(selector)]
        .find(one => one.getAttribute('aria-label') === name || one.textContent === name)
        ?.click(),
    );
  expect(text()).toContain('Pictures are written as they were attached.');
  await click('Export…', 'button');
  expect(asked).toMatchObject({ format: 'json', options: { attachments: true } });
  expect((asked as { options: { pictureMetadata?: boolean } }).options.pictureMetadata).not.toBe(false);
  await click('Place, time and device in pictures', '[role="switch"]');
  expect(text()).toContain('Pictures are written without');
  await click('Export…', 'button');
  expect(asked).toMatchObject({ options: { attachments: true, pictureMetadata: false } });
  await click('Attached files', '[role="switch"]');
  expect(text()).not.toContain('Pictures are written');
});
