import type { ChatImage, ChatMessage } from '../../src/shared/domain/chat';
import type { Lane, Turn } from '../../src/shared/domain/conversation';
import {
  assistantMessage,
  entersHistory,
  type PromptFile,
  promptWithFiles,
} from '../../src/shared/domain/historyMessages';
import { ownTurn } from './ownTurn';
import type { PathStep, RunnerPorts } from './ports';

type FilePorts = Pick<RunnerPorts, 'readImage' | 'readText' | 'log'>;

/** So many turns become messages in some milliseconds. */
const stepsAtOnce = 2_000;
const longText = 500_000;

/** Which lane asks what: its earlier steps, oldest first, and the turn that is asked now. */
export interface LaneQuestion {
  readonly lane: Lane;
  readonly history: readonly PathStep[];
  readonly turn: Turn;
}

/** A file of the prompt that is asked now could not be read, so that asking would be about something else. */
export class AttachmentMissing extends Error {
  readonly attachmentName: string;

  constructor(attachmentName: string) {
    super('attachment missing');
    this.name = 'AttachmentMissing';
    this.attachmentName = attachmentName;
  }
}

/**
 * The messages of one lane's request: its system prompt, its own history, the new prompt. Text files stand in the prompt, images beside
 * it. A file that is gone is named as gone when it belongs to an earlier turn; in the new prompt it throws AttachmentMissing.
 */
export async function laneMessages(question: LaneQuestion, files: FilePorts): Promise<readonly ChatMessage[]> {
  const messages: ChatMessage[] = [];
  if (question.lane.systemPrompt.trim() !== '') messages.push({ role: 'system', text: question.lane.systemPrompt });
  for (const [index, { turn, answer }] of question.history.entries()) {
    if (index > 0 && index % stepsAtOnce === 0) await ownTurn();
    if (!entersHistory(answer)) continue;
    messages.push(await userMessage(turn, files, false), assistantMessage(answer));
  }
  messages.push(await userMessage(question.turn, files, true));
  return messages;
}

async function userMessage(turn: Turn, files: FilePorts, isAskedNow: boolean): Promise<ChatMessage> {
  const images: ChatImage[] = [];
  const texts: PromptFile[] = [];
  for (const attachment of turn.attachments) {
    const isImage = attachment.mediaType.startsWith('image/');
    try {
      if (isImage) images.push(await files.readImage(attachment));
      else texts.push({ name: attachment.name, text: await files.readText(attachment) });
    } catch (error) {
      if (isAskedNow) throw new AttachmentMissing(attachment.name);
      files.log(`an attachment could not be read: ${error instanceof Error ? error.name : 'unknown'}`);
      texts.push({ name: attachment.name, text: undefined });
    }
  }
  // Putting megabytes together takes milliseconds, which the lanes of one turn would else spend one right after the other.
  if (texts.some(({ text = '' }) => text.length > longText)) await ownTurn();
  return {
    role: 'user',
    text: promptWithFiles(turn.prompt, texts),
    images: images.length > 0 ? images : undefined,
  };
}
