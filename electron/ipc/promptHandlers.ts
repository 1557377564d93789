import type { Route } from '../../src/shared/contract/routes';
import type { Attachment } from '../../src/shared/domain/conversation';
import { CallError } from '../../src/shared/domain/errors';
import type { AttachmentId } from '../../src/shared/domain/ids';
import { decodedBase64 } from './decodedBase64';
import type { HandlerParts } from './handlerParts';
import type { Handlers } from './router';

type PromptRoute = Extract<Route, `prompt.${string}` | `attachment.${string}`>;

/** Calls about what goes into the composer: saved prompts, earlier ones, and files. */
export function promptHandlers(parts: HandlerParts): Pick<Handlers, PromptRoute> {
  const { read, write, attachments } = parts;
  return {
    'prompt.list': () => read.prompts(),
    'prompt.save': prompt => write.savePrompt(prompt),
    'prompt.remove': ({ id }) => write.removePrompt(id),
    'prompt.earlier': ({ except }) => read.earlierPrompts(except),

    'attachment.add': async ({ name, base64 }) => {
      const attachment = await attachments.save(name, await decodedBase64(base64));
      write.addAttachment(attachment);
      return attachment;
    },
    'attachment.text': async ({ id }) => ({ text: await attachments.readText(found(parts, id)) }),
    'attachment.picture': ({ id }) => attachments.readImage(found(parts, id)),
  };
}

function found({ read }: HandlerParts, id: AttachmentId): Attachment {
  const [attachment] = read.attachments([id]);
  if (attachment === undefined) throw new CallError('E_NOT_FOUND', 'attachment');
  return attachment;
}
