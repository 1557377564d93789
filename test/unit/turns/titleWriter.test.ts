import { beforeEach, describe, expect, it } from 'vitest';
import type { AsideAnswer, AsideQuestion } from '../../../electron/turns/aside';
import { TitleWriter } from '../../../electron/turns/titleWriter';
import type { Answer } from '../../../src/shared/domain/answer';
import type { ConversationSummary } from '../../../src/shared/domain/conversation';
import type { TitleSettings } from '../../../src/shared/domain/settings';
import { conversationId, someAnswer, someSummary, someTurn, someTurnLane } from '../../support/pageRows';

const model = { connectionId: 'connection-1', modelId: 'small' };

let settings: TitleSettings;
let summary: ConversationSummary | undefined;
let variants: readonly Answer[];
let isDemo: boolean | undefined;
let answer: AsideAnswer;
let asked: AsideQuestion[];
let logged: string[];
let onAsked: () => void;

beforeEach(() => {
  settings = { by: 'model', model };
  summary = someSummary({ title: 'First words' });
  variants = [];
  isDemo = false;
  answer = { isAnswered: true, text: '"A good title."\n' };
  asked = [];
  logged = [];
  onAsked = () => undefined;
});

function makeWriter() {
  return new TitleWriter({
    settings: () => settings,
    read: {
      summary: () => summary,
      opening: () => ({ prompt: 'Why?', answerText: 'Because.' }),
      turn: id => someTurn(id, id === 'turn-1' ? 1 : 2),
      turnLanes: () => [someTurnLane('turn-1', 'lane-1')],
      variants: () => variants,
    },
    ask: async question => {
      asked.push(question);
      onAsked();
      return answer;
    },
    parametersFor: () => ({ thinking: 'off', maxOutputTokens: 80 }),
    isDemo: () => isDemo,
    setTitle: (_id, title, expected) => {
      if (summary === undefined || summary.title !== expected) return undefined;
      summary = { ...summary, title };
      return summary;
    },
    onTitled: () => undefined,
    log: message => logged.push(message),
  });
}

const end = (fields: Partial<Answer> = {}) =>
  makeWriter().noteEnded({ conversationId, answer: someAnswer('answer-1', { text: 'Because.', ...fields }) });

describe('a title by a model', () => {
  it('is not asked for when the conversation was deleted, also not by hand', async () => {
    summary = undefined;
    await expect(makeWriter().suggest(conversationId)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    expect(asked).toEqual([]);
  });

  it('is asked for with thinking off after the first finished answer, and stands without its quotes', async () => {
    await end();
    expect(asked[0]).toMatchObject({
      connectionId: 'connection-1',
      request: { modelId: 'small', parameters: { thinking: 'off', maxOutputTokens: 80 } },
    });
    expect(summary?.title).toBe('A good title');
  });

  it.each<[string, () => void, Partial<Answer>]>([
    [
      'it is off',
      () => {
        settings = { by: 'first-words', model };
      },
      {},
    ],
    [
      'no model is chosen',
      () => {
        settings = { by: 'model' };
      },
      {},
    ],
    [
      'the user named the conversation',
      () => {
        summary = someSummary({ isTitleByUser: true });
      },
      {},
    ],
    [
      'the conversation is gone',
      () => {
        summary = undefined;
      },
      {},
    ],
    [
      'another answer was done before',
      () => {
        variants = [someAnswer('answer-0')];
      },
      {},
    ],
    ['the answer failed', () => undefined, { status: 'failed' }],
    ['the answer was stopped', () => undefined, { status: 'stopped' }],
    ['the answer is empty', () => undefined, { text: '  ' }],
    ['it is not the first turn', () => undefined, { turnId: 'turn-2' as Answer['turnId'] }],
    ['the answer is one of the demo and the model is not', () => undefined, { isDemo: true }],
  ])('is not asked for when %s', async (_when, prepare, fields) => {
    prepare();
    await end(fields);
    expect(asked).toEqual([]);
  });

  it('is asked for a demo answer when the demo is what writes titles', async () => {
    isDemo = true;
    await end({ isDemo: true });
    expect(asked).toHaveLength(1);
  });

  it('never stands over a title that the user gave meanwhile', async () => {
    onAsked = () => {
      summary = someSummary({ title: 'Mine', isTitleByUser: true });
    };
    await end();
    expect(summary?.title).toBe('Mine');
  });

  it('leaves the title as it is when the model fails, and writes the kind of failure alone into the log', async () => {
    answer = { isAnswered: false, error: { class: 'no-money', detail: 'sk-secret', isRetryable: false } };
    await end();
    expect(summary?.title).toBe('First words');
    expect(logged).toEqual(['a title could not be made: no-money']);
  });

  it('is asked for once while lanes finish at the same time', async () => {
    const writer = makeWriter();
    const one = writer.noteEnded({ conversationId, answer: someAnswer('answer-1', { text: 'a' }) });
    const other = writer.noteEnded({ conversationId, answer: someAnswer('answer-2', { text: 'b' }) });
    await Promise.all([one, other]);
    expect(asked).toHaveLength(1);
  });

  it('is set over a title of the user when the user asks for one, and tells the one before', async () => {
    summary = someSummary({ title: 'Mine', isTitleByUser: true });
    await expect(makeWriter().suggest(conversationId)).resolves.toEqual({
      isSet: true,
      title: 'A good title',
      before: 'Mine',
    });
  });

  it('cannot be asked for without a model', async () => {
    settings = { by: 'first-words' };
    await expect(makeWriter().suggest(conversationId)).rejects.toThrow('E_BAD_REQUEST: no-title-model');
  });
});
