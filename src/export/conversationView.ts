import type { TFunction } from 'i18next';
import type { Answer } from '../shared/domain/answer';
import type { ExportOptions } from '../shared/domain/transfer';
import { figureWords } from '../state/figureWords';
import type { Format } from '../state/format';
import { revealHidden } from '../ui/markdown/hiddenCharacters';
import type { MarkdownLabels } from '../ui/markdown/labels';
import { answerText } from './answerText';
import { endWords } from './answerWords';
import type { DocumentCell, DocumentModel, DocumentTurn } from './documentModel';
import { markdownLabels } from './markdownLabels';

export interface ViewOptions {
  readonly options: ExportOptions;
  /** Folds are open: on paper nobody can open them. */
  readonly isOpen: boolean;
  /** A part of a conversation, shown without its title. */
  readonly isPart: boolean;
  readonly t: TFunction;
  readonly format: Format;
  readonly nowMs: number;
}

interface Drawing extends ViewOptions {
  readonly labels: MarkdownLabels;
}

/** A conversation side by side, as elements. Every text goes in as text, answers through the Markdown pipeline. */
export function conversationView(model: DocumentModel, options: ViewOptions): HTMLElement {
  const drawing = { ...options, labels: markdownLabels(options.t) };
  const root = element('main', 'ex-document');
  if (!options.isPart) root.append(headView(model, drawing));
  for (const turn of model.turns) root.append(turnView(turn, model, drawing));
  return root;
}

function headView(model: DocumentModel, { t, format, nowMs }: Drawing): HTMLElement {
  const head = element('header', 'ex-head');
  head.append(
    element('h1', 'ex-title', model.title === '' ? t('conversation.untitled') : model.title),
    element('p', 'ex-note', t('document.exported', { date: format.time(nowMs) })),
  );
  return head;
}

function turnView({ turn, number, cells }: DocumentTurn, model: DocumentModel, drawing: Drawing): HTMLElement {
  const { t, options } = drawing;
  const section = element('section', 'ex-turn');
  const prompt = element('div', 'ex-prompt');
  prompt.append(
    element('h2', 'ex-prompt-title', t('document.prompt', { number })),
    element('div', 'ex-prompt-text', revealHidden(turn.prompt)),
  );
  if (options.attachments && turn.attachments.length > 0) {
    const list = element('ul', 'ex-attachments');
    for (const { name, sizeBytes } of turn.attachments) {
      list.append(element('li', 'ex-attachment', `${name} · ${drawing.format.bytes(sizeBytes)}`));
    }
    prompt.append(list);
  }
  const row = element('div', 'ex-lanes');
  const columns = drawing.isPart ? cells.length : model.lanes.length;
  row.style.setProperty('--ex-lanes', String(Math.max(1, columns)));
  if (columns > manyLanes) row.classList.add('ex-lanes-many');
  for (const cell of cells) {
    const view = cellView(cell, drawing);
    // A lane that was not asked leaves its place empty, so that each column is one lane all the way down.
    if (columns <= manyLanes && !drawing.isPart) {
      view.style.setProperty('--ex-column', String(model.lanes.findIndex(lane => lane.id === cell.lane.id) + 1));
    }
    row.append(view);
  }
  section.append(prompt, row);
  return section;
}

/** From here on columns would be too narrow to read: they stand in several rows. */
const manyLanes = 4;

function cellView(cell: DocumentCell, drawing: Drawing): HTMLElement {
  const { t, options } = drawing;
  const { lane, answer } = cell;
  const count = cell.variants.length + 1;
  const article = element('article', 'ex-answer');
  article.style.setProperty('--ex-lane', `var(--ex-lane-${lane.colour})`);
  const head = element('header', 'ex-lane');
  head.append(element('h3', 'ex-model', lane.name));
  if (lane.connection !== '') head.append(element('span', 'ex-connection', lane.connection));
  if (answer?.isDemo === true) head.append(element('span', 'ex-demo', t('lane.demo')));
  article.append(head);
  if (cell.otherModel !== undefined) {
    article.append(element('p', 'ex-note', t('answer.byModel', { model: cell.otherModel })));
  }
  if (options.variants && count > 1 && cell.position > 0) {
    article.append(element('p', 'ex-note', t('document.variant', { position: cell.position, count })));
  }
  article.append(...answerViews(answer, drawing));
  if (options.variants) {
    for (const { answer: variant, position, model } of cell.variants) {
      const name = `${t('document.variant', { position, count })} · ${model}`;
      article.append(foldView('ex-variant', name, drawing.isOpen, answerViews(variant, drawing)));
    }
  }
  return article;
}

function answerViews(answer: Answer | undefined, drawing: Drawing): readonly HTMLElement[] {
  const { t, options, labels } = drawing;
  const views: HTMLElement[] = [];
  if (options.reasoning && answer !== undefined && answer.reasoning !== '') {
    const text = answerText(answer.reasoning, labels);
    views.push(foldView('ex-reasoning', t('reasoning.title'), drawing.isOpen, [text]));
  }
  if (answer !== undefined && answer.text !== '') views.push(answerText(answer.text, labels));
  const end = endWords(answer, t);
  if (end !== undefined) views.push(element('p', 'ex-end', revealHidden(end)));
  const figures = answer === undefined || !options.figures ? [] : figureWords(answer, t, drawing.format);
  if (figures.length > 0) views.push(element('p', 'ex-figures', figures.map(({ text }) => text).join(' · ')));
  return views;
}

function foldView(name: string, summary: string, isOpen: boolean, content: readonly HTMLElement[]): HTMLElement {
  const details = document.createElement('details');
  details.className = name;
  details.open = isOpen;
  details.append(element('summary', 'ex-summary', summary), ...content);
  return details;
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const created = document.createElement(tag);
  created.className = className;
  created.textContent = text;
  return created;
}
