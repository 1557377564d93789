import { describe, expect, it } from 'vitest';
import { openAttachmentFiles } from '../../../electron/store/attachments';
import type { ConversationDetail, ConversationTexts, Turn, TurnLane } from '../../../src/shared/domain/conversation';
import { withoutOutline } from '../../../src/shared/domain/turnOutline';
import { turnsOfOthers } from '../../support/turnsOfOthers';
import { copyLane, makeAnswer, makeConversation, makeLaneInput, makeTurn, openReady, send } from './historyBuilders';

type History = ReturnType<typeof openReady>['history'];

/** A conversation that was read without its earlier turns, with these. */
function outlined(
  history: History,
  recent: ConversationDetail,
): { readonly detail: ConversationDetail; count: number } {
  let detail = recent;
  let count = 0;
  for (
    let before = recent.earlierCount === undefined ? undefined : recent.textsFrom;
    before !== undefined;
    count += 1
  ) {
    const piece = history.read.outlineBefore(recent.conversation.id, before);
    detail = withoutOutline({ ...detail, outline: piece.outline });
    before = piece.outlineFrom;
  }
  return { detail: withoutOutline({ ...detail, earlierCount: undefined }), count };
}

/** What the pieces of a conversation make together, oldest first. */
async function pieces(history: History, recent: ConversationDetail) {
  const older: ConversationTexts[] = [];
  for (let before = recent.textsFrom; before !== undefined; before = older.at(-1)?.textsFrom) {
    older.push(await history.read.textsBefore(recent.conversation.id, before));
  }
  const prompts: { [turnId: string]: string } = Object.assign({}, ...older.map(texts => texts.prompts));
  return {
    count: older.length,
    turns: recent.turns.map(turn => ({ ...turn, prompt: prompts[turn.id] ?? turn.prompt })),
    answers: [...older]
      .reverse()
      .flatMap(texts => texts.answers)
      .concat(recent.answers),
  };
}

function byCell(turnLanes: readonly TurnLane[]) {
  return new Map(turnLanes.map(cell => [`${cell.turnId} ${cell.laneId}`, cell]));
}

describe('the texts of a long conversation', () => {
  it('come in pieces that make the whole together, with the last turns first', async () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 2);
    for (let index = 1; index <= 1_200; index += 1)
      send(history, id, laneIds.slice(index % 3 === 0 ? 1 : 0), `prompt ${index}`);
    const whole = history.read.detail(id);
    const last = await history.read.recentDetail(id);
    expect(last).toMatchObject({ earlierCount: 1_169, turns: whole.turns.slice(-31) });
    const lastIds = new Set(last.turns.map(turn => turn.id));
    expect(byCell(last.turnLanes)).toEqual(byCell(whole.turnLanes.filter(cell => lastIds.has(cell.turnId))));
    const { detail: recent, count } = outlined(history, last);
    expect(count).toBe(2);
    const first = recent.turns.findIndex(turn => turn.prompt !== '');
    expect(recent.turns.slice(first)).toEqual(whole.turns.slice(-31));
    expect(new Set(recent.answers.map(answer => answer.turnId))).toEqual(
      new Set(recent.turns.slice(first).map(turn => turn.id)),
    );
    const together = await pieces(history, recent);
    expect(together.count).toBe(3);
    expect(together.turns).toEqual(whole.turns);
    expect(byCell(recent.turnLanes)).toEqual(byCell(whole.turnLanes));
    expect(together.answers).toEqual(whole.answers);
    expect({ ...recent, textsFrom: undefined, turns: [], turnLanes: [], answers: [] }).toEqual({
      ...whole,
      textsFrom: undefined,
      turns: [],
      turnLanes: [],
      answers: [],
    });
  });

  it('lets everything else run between the pieces of one message, whatever is read', async () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 2);
    for (let index = 1; index <= 700; index += 1) send(history, id, laneIds, `prompt ${index}`);
    const [turn] = history.read.detail(id).turns;
    send(history, id, laneIds, 'edited', { turn: { editedFromTurnId: turn?.id }, isRoot: true });
    expect(await turnsOfOthers(() => history.read.textsBefore(id, 600))).toBeGreaterThan(4);
    expect(await turnsOfOthers(() => history.read.recentDetail(id))).toBeGreaterThan(0);
  });

  it('are fewer turns in one message where they are long, and none is left out', async () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    for (let index = 1; index <= 200; index += 1)
      send(history, id, laneIds, `prompt ${index}`, { answer: { text: 'long '.repeat(20_000) } });
    const whole = history.read.detail(id);
    const recent = await history.read.recentDetail(id);
    const first = await history.read.textsBefore(id, recent.textsFrom ?? 0);
    expect(first.textsFrom).toBeDefined();
    expect(first.answers.length).toBeLessThan(150);
    const together = await pieces(history, recent);
    expect(together.count).toBeGreaterThan(2);
    expect(together.answers).toEqual(whole.answers);
  });

  it('are all there at once in a short conversation', async () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    for (let index = 0; index < 20; index += 1) send(history, id, laneIds, `prompt ${index}`);
    expect(await history.read.recentDetail(id)).toEqual(history.read.detail(id));
  });

  it('begin before the end of the lane that was left behind furthest', async () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 2);
    const turns = Array.from({ length: 200 }, (_, index) =>
      send(history, id, index < 100 ? laneIds : laneIds.slice(0, 1), `prompt ${index}`),
    );
    const { textsFrom } = await history.read.recentDetail(id);
    expect(textsFrom).toBe(turns[70]?.turn.sequence);
  });

  it('begin with the first version of a prompt that was edited, and tell how many turns stand above on the paths', async () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 2);
    const turns = Array.from({ length: 100 }, (_, index) => send(history, id, laneIds, `prompt ${index}`));
    const parent = turns[49]?.turn;
    const origin = turns[50]?.turn;
    // Beside the fiftieth prompt; what came after it is on no path any more.
    const edit = makeTurn(id, 'edited', { sequence: 101, editedFromTurnId: origin?.id });
    history.write.addTurn(
      edit,
      laneIds.map(laneId => {
        const answer = makeAnswer(edit.id, laneId);
        return { turnLane: { turnId: edit.id, laneId, parentTurnId: parent?.id, chosenAnswerId: answer.id }, answer };
      }),
    );
    expect(await history.read.recentDetail(id)).toMatchObject({ textsFrom: origin?.sequence, earlierCount: 50 });
    const { detail: told } = outlined(history, await history.read.recentDetail(id));
    expect(byCell(told.turnLanes)).toEqual(byCell(history.read.detail(id).turnLanes));
  });

  it('leave nothing out of the outline when one of the last turns is an edit of one far above: its other versions may stand anywhere', async () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    const turns = Array.from({ length: 400 }, (_, index) => send(history, id, laneIds, `prompt ${index}`));
    const edited = { editedFromTurnId: turns[5]?.turn.id };
    send(history, id, laneIds, 'edited', { turn: edited, isRoot: true });
    const recent = await history.read.recentDetail(id);
    expect(recent).toMatchObject({ textsFrom: turns[371]?.turn.sequence });
    expect(recent.earlierCount).toBeUndefined();
    const whole = history.read.detail(id);
    expect(byCell(withoutOutline(recent).turnLanes)).toEqual(byCell(whole.turnLanes));
    expect(withoutOutline(recent).turns.map(turn => turn.id)).toEqual(whole.turns.map(turn => turn.id));
  });

  it('leave edits, copies, variants and files of the turns before them where they were', async () => {
    const { history, folder } = openReady();
    const files = openAttachmentFiles({ folder });
    const { id, laneIds } = makeConversation(history, 2);
    const attachment = await files.save('moon.txt', new TextEncoder().encode('moon'));
    history.write.addAttachment(attachment);
    const { turn } = send(history, id, laneIds, 'with a file', { turn: { attachments: [attachment] } });
    const edit = send(history, id, laneIds, 'edited', { turn: { editedFromTurnId: turn.id }, isRoot: true });
    const [laneId] = laneIds;
    if (laneId === undefined) throw new Error('There is no lane.');
    history.write.addVariant(makeAnswer(edit.turn.id, laneId, { text: 'another' }));
    const copy = copyLane(history, id, makeLaneInput(), { laneId, upToTurnId: edit.turn.id });
    history.write.removeLane(copy.id);
    for (let index = 0; index < 60; index += 1) send(history, id, laneIds, `prompt ${index}`);
    const whole = history.read.detail(id);
    const { detail: told } = outlined(history, await history.read.recentDetail(id));
    expect(told.turns.map(row => row.id)).toContain(edit.turn.id);
    expect(byCell(told.turnLanes)).toEqual(byCell(whole.turnLanes));
    const withoutPrompt = (known: readonly Turn[]) => known.map(row => ({ ...row, prompt: '' }));
    expect(withoutPrompt(told.turns)).toEqual(withoutPrompt(whole.turns));
  });
});
