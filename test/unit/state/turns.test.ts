import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnswerId, ConnectionId, LaneId, TurnId } from '../../../src/shared/domain/ids';
import { RowTable } from '../../../src/shared/domain/rowTable';
import { cellKey } from '../../../src/shared/domain/visibleTurns';
import { useConnections } from '../../../src/state/connections';
import { useDrafts } from '../../../src/state/drafts';
import { emptyConversation, useOpenConversation } from '../../../src/state/openConversation';
import { quoteIntoComposer } from '../../../src/state/quoting';
import { bringBack, continueOnlyWith, useSetAside } from '../../../src/state/setAside';
import { useToasts } from '../../../src/state/toasts';
import { askAgain, askWithout, editTurn, sendToLane, stepToVersion } from '../../../src/state/turns';
import { useUi } from '../../../src/state/ui';
import {
  conversationId,
  FakeBridge,
  Refusal,
  someAnswer,
  someConnection,
  someLane,
  someTurn,
  someTurnLane,
  tableOf,
} from '../../support/pageRows';

let bridge: FakeBridge;

const place = { turnId: 'turn-1' as TurnId, laneId: 'lane-1' as LaneId, answerId: 'answer-1' as AnswerId };
const toasts = () => useToasts.getState().entries.map(entry => entry.content);

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  vi.stubGlobal('requestAnimationFrame', () => 0);
  useToasts.setState({ entries: [] });
  useSetAside.setState({ lanes: {} });
  useConnections.setState({ connections: [someConnection('connection-1'), someConnection('connection-2')] });
  useOpenConversation.setState({ ...emptyConversation, id: conversationId, status: 'ready' });
});

describe('asking for an answer again', () => {
  const show = (answer: Parameters<typeof someAnswer>[1]) =>
    useOpenConversation.setState({
      lanes: { 'lane-1': someLane('lane-1') },
      answers: tableOf({ 'answer-1': someAnswer('answer-1', answer) }),
    });
  const asked = () => bridge.callsOf('answer.regenerate');

  it('leaves the model to the lane when the lane gave the answer', () => {
    show({});
    askAgain(place);
    expect(asked()).toEqual([{ turnId: 'turn-1', laneId: 'lane-1' }]);
  });

  it('asks the other model that gave the answer, not the one of the lane', () => {
    show({ connectionId: 'connection-2' as ConnectionId, modelId: 'model-2' });
    askAgain(place);
    expect(asked()).toEqual([
      { turnId: 'turn-1', laneId: 'lane-1', model: { connectionId: 'connection-2', modelId: 'model-2' } },
    ]);
  });

  it('asks the lane when the connection of the answer was removed', () => {
    show({ connectionId: 'connection-9' as ConnectionId, modelId: 'model-2' });
    askAgain(place);
    expect(asked()).toEqual([{ turnId: 'turn-1', laneId: 'lane-1' }]);
  });

  it('can leave out attachments, in the lane that refused them alone', () => {
    const image = { id: 'image', name: 'a.png', mediaType: 'image/png', sizeBytes: 1, sha256: '00' };
    const note = { id: 'note', name: 'a.txt', mediaType: 'text/plain', sizeBytes: 1, sha256: '01' };
    const turn = someTurn('turn-1', 1, { attachments: [image, note] as never });
    askWithout(turn, place.laneId, attachment => attachment.mediaType.startsWith('image/'));
    expect(bridge.callsOf('turn.edit')).toEqual([
      { turnId: 'turn-1', prompt: 'Prompt turn-1', attachmentIds: ['note'], laneIds: ['lane-1'] },
    ]);
  });
});

describe('another version of a prompt', () => {
  const rows = (head: string) => ({
    lanes: { 'lane-1': someLane('lane-1', { headTurnId: head as TurnId }) },
    turns: tableOf({
      a: someTurn('a', 1),
      b: someTurn('b', 2),
      c: someTurn('c', 3),
      d: someTurn('d', 4, { editedFromTurnId: 'a' as TurnId }),
    }),
    turnLanes: RowTable.of(
      [['a'], ['b', 'a'], ['c', 'b'], ['d']].map(([turn = '', parent]) => [
        cellKey(turn as TurnId, 'lane-1' as LaneId),
        someTurnLane(turn, 'lane-1', { parentTurnId: parent as TurnId | undefined }),
      ]),
    ),
  });

  it('says how many later prompts left the screen and leads back to them', async () => {
    useOpenConversation.setState(rows('c'));
    bridge.answer('turn.switchTo', () => useOpenConversation.setState(rows('d')));
    await stepToVersion('a' as TurnId, 'd' as TurnId);
    expect(toasts()).toEqual([{ kind: 'branch-left', turnId: 'a', count: 2 }]);
  });

  it('says nothing where nothing but the prompt itself changes', async () => {
    useOpenConversation.setState(rows('d'));
    bridge.answer('turn.switchTo', () => useOpenConversation.setState(rows('c')));
    await stepToVersion('d' as TurnId, 'a' as TurnId);
    expect(toasts()).toEqual([]);
  });
});

describe('an edited prompt', () => {
  const a = 'a' as TurnId;
  const edited = { turnId: a, text: 'Anew' };
  beforeEach(() => {
    useOpenConversation.setState({ turns: tableOf({ a: someTurn('a', 1) }) });
    useUi.setState({ edited });
    useDrafts.setState({ edits: { a: 'Anew' } });
  });

  it('closes its editor when it was asked', async () => {
    bridge.answer('turn.edit', () => undefined);
    expect(await editTurn(a, 'Anew')).toBe(true);
    expect([useUi.getState().edited, useDrafts.getState().edits]).toEqual([undefined, {}]);
  });

  it('leaves the editor of another prompt that was opened meanwhile', async () => {
    const other = { turnId: 'b' as TurnId, text: 'Half' };
    bridge.answer('turn.edit', () => useUi.setState({ edited: other }));
    await editTurn(a, 'Anew');
    expect(useUi.getState().edited).toEqual(other);
  });

  it('says nothing of branches in another conversation that was opened meanwhile', async () => {
    useOpenConversation.setState({
      lanes: { 'lane-1': someLane('lane-1', { headTurnId: 'b' as TurnId }) },
      turns: tableOf({ a: someTurn('a', 1), b: someTurn('b', 2) }),
      turnLanes: tableOf({
        [cellKey(a, place.laneId)]: someTurnLane('a', 'lane-1'),
        [cellKey('b' as TurnId, place.laneId)]: someTurnLane('b', 'lane-1', { parentTurnId: a }),
      }),
    });
    bridge.answer('turn.edit', () => useOpenConversation.setState({ ...emptyConversation, id: 'other' as never }));
    await editTurn(a, 'Anew');
    expect(toasts()).toEqual([]);
  });
});

describe('going on with one lane alone', () => {
  const lanes = () => ({
    'lane-1': someLane('lane-1', { position: 1 }),
    'lane-2': someLane('lane-2', { position: 2 }),
    'lane-3': someLane('lane-3', { position: 3 }),
  });

  it('sets the others aside in one step that can be undone', async () => {
    useOpenConversation.setState({ lanes: lanes() });
    bridge.answer('lane.remove', () => undefined);
    bridge.answer('lane.restore', () => undefined);
    await continueOnlyWith('lane-2' as LaneId);
    expect(bridge.callsOf('lane.remove')).toEqual([{ id: 'lane-1' }, { id: 'lane-3' }]);
    expect(useSetAside.getState().lanes).toEqual({ [conversationId]: ['lane-1', 'lane-3'] });
    expect(toasts()).toEqual([{ kind: 'lanes-set-aside', id: conversationId, count: 2 }]);
    await bringBack(conversationId);
    expect(bridge.callsOf('lane.restore')).toEqual([{ id: 'lane-1' }, { id: 'lane-3' }]);
    expect(useSetAside.getState().lanes).toEqual({});
  });

  it('remembers what was set aside before a lane refused', async () => {
    useOpenConversation.setState({ lanes: lanes() });
    bridge.answer('lane.remove', (input: { id: string }) =>
      input.id === 'lane-3' ? new Refusal('E_STORAGE') : undefined,
    );
    await continueOnlyWith('lane-2' as LaneId);
    expect(useSetAside.getState().lanes).toEqual({ [conversationId]: ['lane-1'] });
    expect(toasts().map(({ kind }) => kind)).toEqual(['failure', 'lanes-set-aside']);
  });
});

describe('a follow-up to one lane', () => {
  const [one, two] = ['lane-1', 'lane-2'] as LaneId[] as [LaneId, LaneId];
  const written = () => useDrafts.getState().laneTexts[one];
  beforeEach(() => {
    useDrafts.setState({ laneTexts: { [one]: 'first' } });
    useUi.setState({ askedLaneId: one });
  });

  it('is gone from its composer, which closes, when it was sent', async () => {
    bridge.answer('turn.start', () => undefined);
    await sendToLane(conversationId, one);
    expect([written(), useUi.getState().askedLaneId]).toEqual(['', undefined]);
  });

  it('leaves what was opened and written while it was sent', async () => {
    bridge.answer('turn.start', () => useUi.setState({ askedLaneId: two }));
    await sendToLane(conversationId, one);
    expect(useUi.getState().askedLaneId).toBe(two);
  });

  it('comes back before what was written since, when it was refused', async () => {
    bridge.answer('turn.start', () => {
      useDrafts.setState({ laneTexts: { [one]: 'second' } });
      return new Refusal('E_STORAGE');
    });
    await sendToLane(conversationId, one);
    expect([written(), useUi.getState().askedLaneId]).toEqual(['first\nsecond', one]);
  });
});

describe('quoting', () => {
  it('puts the quotation behind what was written already', () => {
    bridge.answer('conversation.saveDraft', () => undefined);
    useDrafts.setState({ texts: { [conversationId]: 'And this? ' } });
    quoteIntoComposer('  one\r\n\r\ntwo ');
    expect(useDrafts.getState().texts[conversationId]).toBe('And this?\n\n> one\n>\n> two\n\n');
  });
});
