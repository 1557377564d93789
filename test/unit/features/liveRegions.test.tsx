// @vitest-environment happy-dom
import { Tooltip } from 'radix-ui';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LaneTabs, lanePanelId } from '../../../src/features/compare/LaneTabs';
import { AttachmentChips } from '../../../src/features/composer/AttachmentChips';
import { CheckResult } from '../../../src/features/connections/CheckResult';
import { ConnectionBalance } from '../../../src/features/connections/ConnectionBalance';
import type { ConversationId, LaneId } from '../../../src/shared/domain/ids';
import { useConnections } from '../../../src/state/connections';
import { FakeBridge, someConnection, someLane } from '../../support/pageRows';
import '../../../src/state/i18n';

let root: Root;
let host: HTMLElement;
const connection = someConnection('connection-1', { vendorId: 'deepseek' });

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.stubGlobal('api', new FakeBridge().api);
  vi.useFakeTimers();
  host = document.createElement('div');
  document.body.replaceChildren(host);
  root = createRoot(host);
});

afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const draw = (content: ReactNode) => act(() => root.render(<Tooltip.Provider>{content}</Tooltip.Provider>));
const said = () => [...host.querySelectorAll('[role="status"], [role="alert"]')].map(({ textContent }) => textContent);

describe('what is said of a result', () => {
  const results: readonly (readonly [string, ReactNode])[] = [
    [
      'a check that went well',
      <CheckResult
        key="1"
        check={{ outcome: 'ok', checkedAt: Date.now(), durationMs: 120, modelCount: 2 }}
        connection={connection}
        onRegion={() => undefined}
      />,
    ],
    [
      'a check that failed',
      <CheckResult
        key="2"
        check={{
          outcome: 'failed',
          checkedAt: Date.now(),
          durationMs: 120,
          error: { class: 'bad-key', isRetryable: false },
        }}
        connection={connection}
        onRegion={() => undefined}
      />,
    ],
    ['the balance', <ConnectionBalance key="3" connection={connection} />],
  ];

  it.each(results)('is not said again when only its age changes: %s', (_, content) => {
    const balance = { amount: 12, currency: 'USD' as const, isEnough: true };
    useConnections.setState({ reports: { [connection.id]: { balance: { balance, readAt: Date.now() } } } });
    draw(content);
    const shown = host.textContent;
    const before = said();
    act(() => void vi.advanceTimersByTime(5 * 60_000));
    expect(host.textContent).not.toBe(shown);
    expect(before.join('')).not.toBe('');
    expect(said()).toEqual(before);
  });
});

it('files that are being read are a line of the list of files', () => {
  draw(
    <AttachmentChips
      composerKey={'conversation-1' as ConversationId}
      attachments={[]}
      readingCount={2}
      onRemoved={() => undefined}
    />,
  );
  expect(host.querySelector('ul > li')?.hasAttribute('role')).toBe(false);
  expect(said()).toHaveLength(1);
});

it('the tab of the lane that is shown names the area of that lane', () => {
  const lanes = ['lane-1', 'lane-2'].map(id => someLane(id));
  draw(<LaneTabs lanes={lanes} titles={{}} colours={{}} shownId={'lane-2' as LaneId} panelId="panel" />);
  const controlled = [...host.querySelectorAll('[role="tab"]')].map(tab => tab.getAttribute('aria-controls'));
  expect(controlled).toEqual([null, lanePanelId('panel', 'lane-2' as LaneId)]);
});
