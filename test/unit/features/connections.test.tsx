// @vitest-environment happy-dom
import { Tooltip } from 'radix-ui';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RegionButton } from '../../../src/features/compare/RegionButton';
import { ConnectionEditor } from '../../../src/features/connections/ConnectionEditor';
import { KeyGuess } from '../../../src/features/connections/KeyGuess';
import { SecretOptions } from '../../../src/features/connections/SecretChoice';
import type { Connection } from '../../../src/shared/domain/connection';
import { useApp } from '../../../src/state/app';
import { performCommand } from '../../../src/state/commands';
import { findConnection, useConnections } from '../../../src/state/connections';
import '../../../src/state/i18n';
import { useToasts } from '../../../src/state/toasts';
import { closeDialog } from '../../../src/state/ui';
import { FakeBridge, Refusal, someConnection } from '../../support/pageRows';

let bridge: FakeBridge;
let root: Root;
let host: HTMLElement;
const minimax = someConnection('connection-1', {
  vendorId: 'minimax',
  regionId: 'international',
  baseUrl: 'https://api.minimax.io/v1',
  name: 'MiniMax',
});

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  bridge = new FakeBridge();
  Object.assign(window, { api: bridge.api });
  bridge.answer('connection.models', () => ({ connectionId: minimax.id, models: [] }));
  useConnections.setState({ connections: [minimax], models: {}, reports: {}, checking: {} });
  useToasts.setState({ entries: [] });
  host = document.createElement('div');
  document.body.replaceChildren(host);
  root = createRoot(host);
});

afterEach(() => {
  act(() => root.unmount());
  closeDialog();
  vi.unstubAllGlobals();
});

const draw = (content: ReactNode) => act(() => root.render(<Tooltip.Provider>{content}</Tooltip.Provider>));
const button = (words: string) =>
  [...host.querySelectorAll('button')].find(({ textContent }) => textContent?.trim() === words);
const press = (words: string) => act(async () => button(words)?.click());
const field = (selector: string) => host.querySelector(selector) as HTMLInputElement;
const type = (input: HTMLInputElement, text: string) =>
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
/** The Enter that accepts a candidate of an input method which has ended its composition already, and then one that is meant. */
const enter = (input: HTMLInputElement, keyCode: number) =>
  act(async () => {
    const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
    Object.defineProperty(event, 'keyCode', { value: keyCode });
    input.dispatchEvent(event);
  });

describe('Enter that belongs to an input method', () => {
  it('does not rename a connection', async () => {
    bridge.answer('connection.update', ({ name }: { name: string }) => ({ ...minimax, name }));
    draw(<ConnectionEditor connection={minimax} onOpen={() => undefined} onRemoved={() => undefined} />);
    const name = field('input[maxlength="200"]');
    type(name, 'Mini');
    await enter(name, 229);
    expect(bridge.callsOf('connection.update')).toEqual([]);
    await enter(name, 13);
    expect(bridge.callsOf('connection.update')).toEqual([{ id: minimax.id, name: 'Mini' }]);
  });

  it('does not go on with a key', async () => {
    const onGuess = vi.fn();
    draw(<KeyGuess onGuess={onGuess} />);
    type(field('input'), 'sk-or-0123456789abcdef');
    await enter(field('input'), 229);
    expect(onGuess).not.toHaveBeenCalled();
    await enter(field('input'), 13);
    expect(onGuess).toHaveBeenCalledOnce();
  });

  it('does not take a passphrase', async () => {
    bridge.answer('secret.usePassphrase', () => ({ mode: 'passphrase', state: 'ok' }));
    draw(<SecretOptions onChosen={() => undefined} />);
    type(field('input'), 'long enough');
    await enter(field('input'), 229);
    expect(bridge.callsOf('secret.usePassphrase')).toEqual([]);
    await enter(field('input'), 13);
    expect(bridge.callsOf('secret.usePassphrase')).toHaveLength(1);
  });
});

describe('the search for the site a key belongs to', () => {
  it('says that no other takes it only when all were asked', async () => {
    bridge.answer('connection.findRegion', () => ({}));
    draw(<RegionButton connection={minimax} />);
    await press('Try the key at the vendor’s other sites');
    expect(host.textContent).toBe('No other site of this vendor takes the key.');
  });

  it('can be made again when it could not be made, and says why', async () => {
    bridge.answer('connection.findRegion', () => new Refusal('E_LIMIT'));
    draw(<RegionButton connection={minimax} />);
    await press('Try the key at the vendor’s other sites');
    expect(button('Try the key at the vendor’s other sites')?.disabled).toBe(false);
    expect(useToasts.getState().entries).toMatchObject([{ content: { kind: 'failure', code: 'E_LIMIT' } }]);
  });
});

function OpenEditor() {
  const connection = useConnections(state => findConnection(state, minimax.id)) as Connection;
  return <ConnectionEditor connection={connection} onOpen={() => undefined} onRemoved={() => undefined} />;
}

describe('the address of a connection', () => {
  it('shows the region that was chosen elsewhere, and offers nothing to save', async () => {
    draw(<OpenEditor />);
    expect(field('select').value).toBe('international');
    const moved = { ...minimax, regionId: 'china', baseUrl: 'https://api.minimaxi.com/v1' };
    await act(async () => useConnections.setState({ connections: [moved] }));
    expect([field('select').value, button('Save address')]).toEqual(['china', undefined]);
  });
});

describe('the command that checks connections', () => {
  it('leaves those alone that are switched off', async () => {
    const off = someConnection('connection-2', { isEnabled: false });
    useConnections.setState({ connections: [minimax, off] });
    useApp.setState({ status: 'ready' });
    bridge.answer('connection.check', () => ({ outcome: 'ok', durationMs: 1, checkedAt: 1 }));
    await act(async () => performCommand('connections.check'));
    expect(bridge.callsOf('connection.check')).toEqual([{ id: minimax.id }]);
  });
});
