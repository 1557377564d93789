import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import type { DocumentModel } from '../../../src/export/documentModel';
import { markdownDocument } from '../../../src/export/markdownDocument';
import type { Answer } from '../../../src/shared/domain/answer';
import type { Turn } from '../../../src/shared/domain/conversation';
import { createFormat } from '../../../src/state/format';
import '../../../src/state/i18n';

const options = { reasoning: true, variants: true, figures: false, attachments: true };

/** A document of one prompt and two lanes that answered it so. */
function written(prompt: string, text: string, reasoning = ''): string {
  const cell = (id: string, said: string, thought: string) => ({
    lane: { id, name: id, connection: '', colour: 1 },
    answer: { text: said, reasoning: thought, status: 'stopped', notices: [], timings: {} } as unknown as Answer,
    otherModel: undefined,
    position: 1,
    variants: [],
  });
  const cells = [cell('First', text, reasoning), cell('Second', 'All of it.', '')];
  const model: DocumentModel = {
    title: 'Code',
    createdAt: 0,
    lanes: cells.map(({ lane }) => lane),
    turns: [{ turn: { prompt, attachments: [] } as unknown as Turn, number: 1, cells }],
  };
  return markdownDocument(model, options as never, i18next.t, createFormat('en'), 0);
}

describe('a conversation as Markdown', () => {
  it.each([
    ['an answer', '', 'Look:\n```js\nconst a = 1;', '```js\nconst a = 1;\n```\n\n'],
    ['an answer, with a longer fence', '', '````md\n```js\n```', '````md\n```js\n```\n````\n\n'],
    ['an answer, within a list', '', '- so\n  ~~~\n  a', '  ~~~\n  a\n  ~~~\n\n'],
    ['a prompt', 'Why?\n```\nx', 'So.', '```\nx\n```\n\n### First'],
  ])(
    'ends a code block that was left open in %s, so that it does not take in what follows',
    (_, prompt, text, part) => {
      expect(written(prompt, text)).toContain(part);
    },
  );

  it('ends one in the reasoning before the fold that it stands in', () => {
    expect(written('', 'So.', 'Hm\n```py\nx = 1')).toContain('```py\nx = 1\n```\n\n</details>');
  });

  it.each(['```js\na\n```', '`` `a` ``', '```\na\n~~~\n```  \nend', '``` a ``` b', '    ```\n    a'])(
    'leaves what is whole as it stands: %j',
    text => {
      expect(written('', text)).toContain(`### First\n\n${text}\n\n_`);
    },
  );
});
