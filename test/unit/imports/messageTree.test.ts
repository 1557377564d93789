import { describe, expect, it } from 'vitest';
import { ImportContents } from '../../../electron/imports/importContents';
import { type TreeMessage, turnsOfTree } from '../../../electron/imports/messageTree';
import { treeConversation } from '../../../electron/imports/treeConversation';
import { nowMs, readAs } from './fixtures';

const connection = { name: 'Elsewhere', vendorId: 'elsewhere' };
const fallback = { modelId: 'model', connection };

function message(
  id: string,
  parentId: string | undefined,
  role: 'user' | 'assistant',
  more: Partial<TreeMessage> = {},
) {
  const rest = { reasoning: '', createdAt: nowMs, attachments: [], isCurrent: false, connection };
  return { id, parentId, role, text: id, ...rest, ...more };
}

describe('answers that begin alike and then branch', () => {
  it('are whole each, in their order', () => {
    const messages = [
      message('q', undefined, 'user'),
      message('a', 'q', 'assistant'),
      message('b', 'a', 'assistant'),
      message('c', 'a', 'assistant', { isCurrent: true }),
      message('d', 'c', 'assistant'),
    ];
    const tree = turnsOfTree(messages, fallback, new ImportContents().takesExtra);
    expect(tree?.turns[0]?.answers.map(answer => answer.text)).toEqual(['a\n\nb', 'a\n\nc\n\nd']);
  });

  it('are left out with words when all of them together would fill the memory, and the other conversations are read', async () => {
    const says = (role: string, text: string) => ({
      author: { role },
      content: { content_type: 'text', parts: [text] },
    });
    const mapping: Record<string, unknown> = {
      root: { id: 'root', message: says('user', 'Go on'), parent: undefined },
    };
    let above = 'root';
    for (let index = 0; index < 1_500; index += 1) {
      mapping[`t${index}`] = { message: says('assistant', 'x'.repeat(1_000)), parent: above };
      above = `t${index}`;
    }
    // Each of these is an answer of one and a half megabytes.
    for (let index = 0; index < 20_000; index += 1) {
      mapping[`leaf${index}`] = { message: says('assistant', 'y'), parent: above };
    }
    const small = { root: { message: says('user', 'Hello'), parent: undefined } };
    const { conversations, skipped } = await readAs(
      JSON.stringify([
        { conversation_id: 'large', title: 'Large', mapping },
        { conversation_id: 'small', title: 'Small', mapping: small },
      ]),
    );
    expect(conversations.map(({ title }) => title)).toEqual(['Small']);
    expect(skipped).toEqual([{ reason: 'conversation-too-large', count: 1 }]);
  });

  it('share the room of the whole import', () => {
    const contents = new ImportContents();
    expect(contents.takesExtra(150_000_000)).toBe(true);
    expect(contents.takesExtra(150_000_000)).toBe(false);
    expect(contents.takesExtra(50_000_000)).toBe(true);
  });
});

it('tens of thousands of siblings below a long branch find the last turn of their lane without walking up each time', () => {
  const turn = (id: string, parentId: string | undefined, models: readonly string[]) => ({
    id,
    parentId,
    prompt: id,
    attachments: [],
    createdAt: nowMs,
    answers: models.map(modelId => ({
      text: 'x',
      reasoning: '',
      modelId,
      connection,
      startedAt: nowMs,
      status: 'done' as const,
      isChosen: true,
    })),
  });
  const count = 20_000;
  const trunk = Array.from({ length: count }, (_, index) =>
    turn(`t${index}`, index === 0 ? undefined : `t${index - 1}`, index === 0 ? ['one', 'two'] : ['one']),
  );
  const leaves = Array.from({ length: count }, (_, index) => turn(`leaf${index}`, `t${count - 1}`, ['one', 'two']));
  const { turnLanes, lanes } = treeConversation({
    id: 'a',
    title: 'A',
    createdAt: nowMs,
    updatedAt: nowMs,
    isPinned: false,
    isArchived: false,
    systemPrompt: '',
    hasLanePerModel: true,
    fallback,
    turns: [...trunk, ...leaves],
    headId: `leaf${count - 1}`,
  });
  const parents = turnLanes.filter(cell => cell.turnId.startsWith('leaf')).map(cell => cell.parentTurnId);
  expect(new Set(parents)).toEqual(new Set([`t${count - 1}`, 't0']));
  expect(lanes.map(lane => lane.headTurnId)).toEqual([`leaf${count - 1}`, `leaf${count - 1}`]);
});
