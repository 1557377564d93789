import i18next from 'i18next';
import type { ConversationDetail } from '../shared/domain/conversation';
import type { ExportOptions } from '../shared/domain/transfer';
import { createFormat } from '../state/format';
import { type ShownLanguage, speak } from '../state/i18n';
import { conversationView } from './conversationView';
import { type DocumentSubject, documentModel } from './documentModel';
import { documentPieces } from './documentPieces';
import { htmlDocument } from './htmlDocument';
import { markdownDocument } from './markdownDocument';

interface DocumentRequest {
  readonly detail: ConversationDetail;
  readonly connectionNames: { readonly [connectionId: string]: string };
  readonly language: ShownLanguage;
  readonly options: ExportOptions;
  readonly form: 'markdown' | 'html' | 'print' | 'picture';
  readonly subject?: DocumentSubject | undefined;
  readonly nowMs: number;
}

let requestPieces: string[] = [];
let pieces: readonly string[] = [];

/**
 * What the main process calls, which holds this page for as long as an export runs: it puts a request here piece by piece, has the document
 * made and takes it piece by piece. One at a time.
 */
Object.assign(globalThis, {
  putRequest: (piece: string) => void requestPieces.push(piece),
  /** Answers the number of pieces. */
  makeDocument: async (): Promise<number> => {
    const json = requestPieces.join('');
    requestPieces = [];
    pieces = documentPieces(await documentText(json));
    return pieces.length;
  },
  takeDocument: (index: number) => pieces[index],
});

async function documentText(json: string): Promise<string> {
  const request = JSON.parse(json) as DocumentRequest;
  const { detail, language, options, form, nowMs } = request;
  await speak(language);
  const { t } = i18next;
  const format = createFormat(language);
  const model = documentModel(detail, request.connectionNames, request.subject);
  if (form === 'markdown') return markdownDocument(model, options, t, format, nowMs);
  const isPicture = form === 'picture';
  const view = conversationView(model, {
    options: isPicture ? { ...options, variants: false } : options,
    isOpen: form === 'print',
    isPart: isPicture,
    t,
    format,
    nowMs,
  });
  const title = model.title === '' ? t('conversation.untitled') : model.title;
  return await htmlDocument(view, { title, language, form });
}
