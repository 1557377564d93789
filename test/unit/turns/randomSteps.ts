import fc from 'fast-check';
import { expect } from 'vitest';
import { isLive } from '../../../src/shared/domain/answer';
import { CallError } from '../../../src/shared/domain/errors';
import type { ConversationId } from '../../../src/shared/domain/ids';
import { canContinue } from '../../../src/shared/domain/lane';
import { settle } from '../../support/fakeClock';
import type { Playing, RandomWorld } from './randomWorld';
import { connectionA, connectionB } from './stage';

/** What a random run can do. `pick` chooses among whatever there is at that moment. */
export interface Step {
  readonly kind: keyof typeof actions;
  readonly pick: number;
  /** False: the next step follows before anything could react. */
  readonly isSettled: boolean;
}

/** Does the steps, lets everything come to its end, and checks what is left. */
export async function runSteps(world: RandomWorld, steps: readonly Step[]): Promise<void> {
  for (const { kind, pick, isSettled } of steps) {
    try {
      // Only what takes time is waited for: otherwise the next step comes before anything could react to this one.
      const taking = actions[kind](world, pick);
      if (taking instanceof Promise) await taking;
    } catch (error) {
      if (!(error instanceof CallError) || !refusals.has(error.message)) throw error;
    }
    if (isSettled) await settle();
    expect(world.stage.page.faults).toEqual([]);
  }
  await world.drain();
  world.checkEnd();
}

const refusals = new Set([
  'E_STORAGE',
  'E_LIMIT: too-many-queued',
  'E_CONFLICT: cannot-continue',
  'E_NOT_FOUND: lane',
  'E_BAD_REQUEST: no-lanes',
]);

function at<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items[pick % Math.max(1, items.length)];
}

/** Says a piece of an answer that no other answer ever says. */
function speak(world: RandomWorld, playing: Playing | undefined, kind: 'text' | 'reasoning'): void {
  if (playing === undefined) return;
  const text = world.mark(`${playing.answerId} `);
  playing.stream[kind](text);
  if (kind === 'text') playing.sent += text;
}

const actions = {
  send: (world: RandomWorld, pick: number) => {
    const conversationId = world.conversations[pick % 2] as ConversationId;
    const lanes = world.stage.history.read.lanes(conversationId).map(lane => lane.id);
    const laneIds = pick % 3 === 0 ? undefined : lanes.filter((_, index) => (pick >> index) % 2 === 0);
    if (laneIds?.length === 0) return;
    world.stage.runner.startTurn({ conversationId, prompt: world.mark('prompt '), laneIds });
  },
  stop: (world: RandomWorld, pick: number) => {
    const answer = at(world.live, pick);
    if (answer) world.stage.runner.stop(answer.id);
  },
  stopAll: (world: RandomWorld, pick: number) =>
    world.stage.runner.abortConversation(world.conversations[pick % 2] as ConversationId),
  regenerate: (world: RandomWorld, pick: number) => {
    const cell = at(world.stage.history.allTurnLanes(), pick);
    if (cell === undefined) return;
    const model = { connectionId: connectionB, modelId: `guest-${cell.laneId}` };
    const before = world.live.filter(answer => answer.turnId === cell.turnId && answer.laneId === cell.laneId);
    world.stage.runner.regenerate({ ...cell, model: pick % 4 === 0 ? model : undefined });
    expect(before.filter(answer => isLive(world.newest(answer.id).status))).toEqual([]);
  },
  edit: (world: RandomWorld, pick: number) => {
    const turn = at(world.stage.history.turns(), pick);
    if (turn === undefined) return;
    const { read } = world.stage.history;
    const before = world.live;
    const edited = world.stage.runner.editTurn({ turnId: turn.id, prompt: world.mark('prompt ') });
    for (const { laneId } of read.turnLanes(edited.turnId)) {
      const old = world.stage.history.path(laneId, turn.id).map(step => step.turn.id);
      expect(world.stage.history.path(laneId, edited.turnId).map(step => step.turn.id)).toEqual([
        ...old.slice(0, -1),
        edited.turnId,
      ]);
      const replaced = before.filter(answer => {
        return (
          answer.laneId === laneId &&
          world.stage.history.path(laneId, answer.turnId).some(step => step.turn.id === turn.id)
        );
      });
      expect(replaced.filter(answer => isLive(world.newest(answer.id).status))).toEqual([]);
    }
  },
  continue: (world: RandomWorld, pick: number) => {
    const answer = at(world.stage.history.answers().filter(canContinue), pick);
    if (answer) world.stage.runner.continueAnswer(answer.id);
  },
  switch: (world: RandomWorld, pick: number) => {
    const turn = at(world.stage.history.turns(), pick);
    if (turn) world.stage.runner.switchTo(turn.id);
  },
  choose: (world: RandomWorld, pick: number) => {
    const answer = at(world.stage.history.answers(), pick);
    if (answer) world.stage.runner.chooseAnswer(answer.turnId, answer.laneId, answer.id);
  },
  copyLane: (world: RandomWorld, pick: number) => {
    const laneId = at(world.laneIds, pick);
    const lane = laneId && world.stage.history.read.lane(laneId);
    if (lane && world.laneIds.length < 6) world.addLane(world.conversations.indexOf(lane.conversationId), lane.id);
  },
  removeLane: (world: RandomWorld, pick: number) => {
    const laneId = at(world.laneIds, pick);
    if (laneId === undefined || world.laneIds.length < 3) return;
    world.stage.history.updateLane(laneId, { isRemoved: true });
    world.stage.runner.stopLane(laneId);
  },
  begin: (world: RandomWorld, pick: number) => void at(world.open, pick)?.stream.start(),
  text: (world: RandomWorld, pick: number) => speak(world, at(world.open, pick), 'text'),
  reasoning: (world: RandomWorld, pick: number) => speak(world, at(world.open, pick), 'reasoning'),
  finish: (world: RandomWorld, pick: number) =>
    void at(world.open, pick)?.stream.finish(pick % 5 === 0 ? 'length' : 'stop'),
  break: (world: RandomWorld, pick: number) => void at(world.open, pick)?.stream.fail({ class: 'network' }, true),
  endWithoutEnd: (world: RandomWorld, pick: number) => void at(world.open, pick)?.stream.end(),
  refuse: (world: RandomWorld, pick: number) => {
    const retryAfterMs = [undefined, 1_000, 30_000, 90_000][pick % 4];
    const reason = [undefined, 'concurrency', 'requests'][pick % 3];
    at(world.open, pick)?.stream.fail({ class: 'rate-limit', isRetryable: true, retryAfterMs, reason });
  },
  overload: (world: RandomWorld, pick: number) =>
    void at(world.open, pick)?.stream.fail({ class: 'overloaded', isRetryable: true }),
  refuseKey: (world: RandomWorld, pick: number) => void at(world.open, pick)?.stream.fail({ class: 'bad-key' }),
  newKey: (world: RandomWorld, pick: number) => {
    const connection = world.stage.connection(pick % 2 === 0 ? connectionA : connectionB);
    connection.error = undefined;
    connection.keyVersion += 1;
  },
  wait: (world: RandomWorld, pick: number) => world.stage.clock.advance([1, 400, 3_000, 31_000][pick % 4] ?? 1),
  retryNow: (world: RandomWorld, pick: number) => {
    const answer = at(world.live, pick);
    if (answer) world.stage.runner.retryNow(answer.id);
  },
  limit: (world: RandomWorld, pick: number) =>
    world.lowerLimit(pick % 2 === 0 ? connectionA : connectionB, 1 + (pick % 3)),
  addLane: (world: RandomWorld, pick: number) => {
    if (world.laneIds.length < 5) world.addLane(pick % 2);
  },
  fillDisk: (world: RandomWorld) => {
    world.stage.history.failure = new Error('disk full');
  },
  freeDisk: (world: RandomWorld) => {
    world.stage.history.failure = undefined;
  },
  lockKeyring: (world: RandomWorld) => {
    if (world.stage.keyring !== undefined) return;
    world.stage.keyring = new Promise(resolve => {
      world.openKeyring = resolve;
    });
  },
  unlockKeyring: (world: RandomWorld) => {
    world.openKeyring?.();
    world.stage.keyring = undefined;
  },
  sleep: (world: RandomWorld) => {
    world.stage.clock.jump(3_600_000);
    world.stage.runner.interruptAll('slept');
  },
  crash: async (world: RandomWorld, pick: number) => {
    await world.stage.restart({ hasDrafts: pick % 2 === 0 });
    for (const playing of world.playing) playing.isDead = true;
    world.openKeyring = undefined;
  },
  quit: async (world: RandomWorld) => {
    await world.stage.runner.shutdown();
    await world.stage.restart({ hasDrafts: true });
    world.openKeyring = undefined;
  },
} as const;

/** What is usual comes more often than what is rare, so that runs get far before something breaks. */
const usual: readonly Step['kind'][] = ['send', 'send', 'begin', 'text', 'text', 'text', 'reasoning', 'finish', 'wait'];
const sometimes: readonly Step['kind'][] = [
  'stop',
  'regenerate',
  'edit',
  'continue',
  'switch',
  'choose',
  'copyLane',
  'break',
];
const repairs: readonly Step['kind'][] = ['unlockKeyring', 'freeDisk', 'newKey', 'retryNow', 'addLane'];
const everything = Object.keys(actions) as readonly Step['kind'][];
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...usual) },
    { weight: 6, arbitrary: fc.constantFrom(...sometimes) },
    { weight: 3, arbitrary: fc.constantFrom(...repairs) },
    { weight: 3, arbitrary: fc.constantFrom(...everything) },
  ),
  pick: fc.nat(1_000),
  isSettled: fc.boolean(),
});

/** A run of up to 300 steps. */
export const anyRun: fc.Arbitrary<readonly Step[]> = fc.array(step, { maxLength: 300, size: 'max' });
