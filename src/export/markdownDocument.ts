import type { TFunction } from 'i18next';
import type { Answer } from '../shared/domain/answer';
import type { ExportOptions } from '../shared/domain/transfer';
import { figureWords } from '../state/figureWords';
import type { Format } from '../state/format';
import { endWords } from './answerWords';
import type { DocumentCell, DocumentModel, DocumentTurn } from './documentModel';

interface Writing {
  readonly options: ExportOptions;
  readonly t: TFunction;
  readonly format: Format;
}

/**
 * A conversation as Markdown: each prompt, and below it what each lane answered. Prompts and answers stand as they are, but for the end of a
 * code block that was left open; what we write around them is escaped, and nothing in a folded part can end its fold.
 */
export function markdownDocument(
  model: DocumentModel,
  options: ExportOptions,
  t: TFunction,
  format: Format,
  nowMs: number,
): string {
  const writing = { options, t, format };
  const title = model.title === '' ? t('conversation.untitled') : model.title;
  const lanes = model.lanes.map(laneName).map(inline);
  const blocks = [
    `# ${inline(title)}`,
    `_${inline(t('document.exported', { date: format.time(nowMs) }))}_`,
    lanes.length > 1 ? lanes.map(name => `- ${name}`).join('\n') : '',
    ...model.turns.flatMap(turn => turnBlocks(turn, writing)),
  ];
  return `${blocks.filter(block => block !== '').join('\n\n')}\n`;
}

function turnBlocks({ turn, number, cells }: DocumentTurn, writing: Writing): readonly string[] {
  const { t, options, format } = writing;
  const names = turn.attachments.map(({ name }) => inline(name));
  return [
    '---',
    `## ${inline(t('document.prompt', { number }))}`,
    withClosedFence(turn.prompt),
    options.attachments && names.length > 0 ? `${inline(t('document.attachments'))} ${format.list(names)}` : '',
    ...cells.flatMap(cell => cellBlocks(cell, writing)),
  ];
}

function cellBlocks(cell: DocumentCell, writing: Writing): readonly string[] {
  const { t, options } = writing;
  const count = cell.variants.length + 1;
  const by = cell.otherModel === undefined ? '' : inline(t('answer.byModel', { model: cell.otherModel }));
  return [
    `### ${inline(laneName(cell.lane))}`,
    by === '' ? '' : `_${by}_`,
    ...answerBlocks(cell.answer, writing),
    ...(options.variants
      ? cell.variants.map(({ answer, position, model }) =>
          fold(`${t('document.variant', { position, count })} · ${model}`, answerBlocks(answer, writing).join('\n\n')),
        )
      : []),
  ];
}

function answerBlocks(answer: Answer | undefined, { t, options, format }: Writing): readonly string[] {
  const figures =
    answer === undefined || !options.figures ? [] : figureWords(answer, t, format).map(({ text }) => text);
  const end = endWords(answer, t);
  return [
    figures.length === 0 ? '' : `_${inline(figures.join(' · '))}_`,
    options.reasoning && answer !== undefined && answer.reasoning !== ''
      ? fold(t('reasoning.title'), withClosedFence(answer.reasoning))
      : '',
    withClosedFence(answer?.text ?? ''),
    end === undefined ? '' : `_${inline(end)}_`,
  ].filter(block => block !== '');
}

/** A line that begins a code block, or ends one where nothing stands behind the fence. */
const fenceLine = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})(.*)$/;

/** A text whose last code block has an end: an answer that was stopped in the middle of one would take in the answers of the other lanes. */
function withClosedFence(text: string): string {
  let open: { readonly indent: string; readonly fence: string } | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, indent = '', fence = '', info = ''] = fenceLine.exec(line) ?? [];
    if (fence === '') continue;
    if (open === undefined) open = { indent, fence };
    else if (fence.startsWith(open.fence) && info.trim() === '') open = undefined;
  }
  return open === undefined ? text : `${text.replace(/\s+$/, '')}\n${open.indent}${open.fence}`;
}

/** A blank line lets Markdown inside a fold be read as such. */
function fold(summary: string, content: string): string {
  const safe = content.replaceAll(/<(\/?)(details|summary)/gi, '&lt;$1$2');
  return `<details>\n<summary>${html(summary)}</summary>\n\n${safe}\n\n</details>`;
}

function laneName({ name, connection }: { readonly name: string; readonly connection: string }): string {
  return connection === '' ? name : `${name} · ${connection}`;
}

/** Text on one line without any meaning for Markdown. */
function inline(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]<>#|]/g, '\\$&');
}

function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(/\s+/g, ' ');
}
