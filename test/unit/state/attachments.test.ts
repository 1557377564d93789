// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Attachment } from '../../../src/shared/domain/conversation';
import { attachFiles, attachText, removeAttachment, turnIntoText } from '../../../src/state/attachments';
import { attach, leaveDraft, takeDraft, useDrafts } from '../../../src/state/drafts';
import { emptyConversation, useOpenConversation } from '../../../src/state/openConversation';
import { useToasts } from '../../../src/state/toasts';
import { conversationId, FakeBridge, Refusal } from '../../support/pageRows';

let bridge: FakeBridge;
const toasts = () => useToasts.getState().entries.map(entry => entry.content);
const attached = () => (useDrafts.getState().attachments[conversationId] ?? []).map(({ name }) => name);
const text = () => useDrafts.getState().texts[conversationId];
const some = (name: string): Attachment => ({
  id: name as never,
  name,
  mediaType: 'text/plain',
  sizeBytes: 1,
  sha256: '',
});

beforeEach(() => {
  bridge = new FakeBridge();
  Object.assign(window, { api: bridge.api });
  bridge.answer('conversation.saveDraft', () => undefined);
  bridge.answer('attachment.add', ({ name }: { name: string }) => some(name));
  useDrafts.setState({ texts: { [conversationId]: 'before ' }, attachments: {}, recalled: {} });
  useToasts.setState({ entries: [] });
  useOpenConversation.setState({ ...emptyConversation, id: conversationId, status: 'ready' });
  document.body.replaceChildren();
});

afterEach(() => {
  leaveDraft();
  vi.useRealTimers();
});

describe('attaching files', () => {
  it('takes what can be taken and says of the rest why not, once for each reason', async () => {
    bridge.answer('attachment.add', ({ name }: { name: string }) =>
      name.endsWith('.txt') ? some(name) : new Refusal('E_STORAGE', 'disk-full'),
    );
    const files = ['a.txt', 'b.bin', 'c.txt', 'd.bin'].map(name => new File(['x'], name));
    await attachFiles(conversationId, files, ['folder']);
    expect(attached()).toEqual(['a.txt', 'c.txt']);
    expect(toasts()).toEqual([
      { kind: 'files-refused', refusals: [{ name: 'folder', code: 'E_BAD_REQUEST', reason: 'folder' }] },
      {
        kind: 'files-refused',
        refusals: ['b.bin', 'd.bin'].map(name => ({ name, code: 'E_STORAGE', reason: 'disk-full' })),
      },
    ]);
  });

  it('takes no more than go along with one prompt', async () => {
    for (let index = 0; index < 50; index += 1) attach(conversationId, some(`file-${index}`));
    await attachFiles(conversationId, [new File(['x'], 'one-more.txt')]);
    expect(attached()).toHaveLength(50);
    expect(toasts()).toMatchObject([{ refusals: [{ name: 'one-more.txt', reason: 'attachments' }] }]);
  });
});

describe('a drop of thousands of files', () => {
  it('that nothing here reads is over soon, and of the rest it is said why', async () => {
    let asked = 0;
    bridge.answer('attachment.add', () => {
      asked += 1;
      return new Refusal('E_STORAGE', 'read-only');
    });
    const files = Array.from({ length: 5_000 }, (_, index) => new File(['x'], `${index}.bin`));
    await attachFiles(conversationId, files);
    expect(asked).toBe(200);
    expect(toasts()).toMatchObject([
      { refusals: { length: 200, 0: { reason: 'read-only' } } },
      { refusals: { length: 4_800, 0: { reason: 'attachments' } } },
    ]);
  });

  it('that are empty asks main nothing', async () => {
    let asked = 0;
    bridge.answer('attachment.add', () => {
      asked += 1;
      return new Refusal('E_STORAGE', 'read-only');
    });
    await attachFiles(conversationId, [new File([], 'empty.txt'), new File(['x'], 'full.txt')]);
    expect(asked).toBe(1);
    expect(toasts()).toMatchObject([{ refusals: [{ reason: 'empty-file' }] }, { refusals: [{ name: 'full.txt' }] }]);
  });
});

describe('pasted text', () => {
  it('gets a name that no other file of the prompt has', async () => {
    await attachText(conversationId, 'words', 'Pasted');
    await attachText(conversationId, 'more words', 'Pasted');
    expect(attached()).toEqual(['Pasted.txt', 'Pasted 2.txt']);
    expect(text()).toBe('before ');
  });

  it('goes into the text after all when it cannot be kept as a file', async () => {
    bridge.answer('attachment.add', () => new Refusal('E_STORAGE', 'disk-full'));
    await attachText(conversationId, 'words', 'Pasted');
    expect([attached(), text()]).toEqual([[], 'before words']);
  });
});

describe('text that comes while another conversation is on the screen', () => {
  const field = document.createElement('textarea');
  const leave = () => {
    useOpenConversation.setState({ id: 'conversation-2' as never });
    field.dataset.composer = '';
    field.value = 'written in the other one';
    document.body.append(field);
  };

  it('goes into the composer where it was pasted', async () => {
    bridge.answer('attachment.add', () => {
      leave();
      return new Refusal('E_STORAGE', 'disk-full');
    });
    const insert = vi.fn(() => true);
    Object.assign(document, { execCommand: insert });
    await attachText(conversationId, 'words', 'Pasted');
    expect(insert).not.toHaveBeenCalled();
    expect(text()).toBe('before words');
  });

  it('goes into the composer whose file it was', async () => {
    attach(conversationId, some('a.txt'));
    bridge.answer('attachment.text', () => {
      leave();
      return { text: 'content' };
    });
    const insert = vi.fn(() => true);
    Object.assign(document, { execCommand: insert });
    await turnIntoText(conversationId, some('a.txt'));
    expect(insert).not.toHaveBeenCalled();
    expect(text()).toBe('before content');
  });
});

describe('an attached file', () => {
  it('becomes text, and stays a file when it cannot be read', async () => {
    attach(conversationId, some('a.txt'));
    bridge.answer('attachment.text', () => new Refusal('E_STORAGE', 'attachment-missing'));
    await turnIntoText(conversationId, some('a.txt'));
    expect([attached(), text()]).toEqual([['a.txt'], 'before ']);
    bridge.answer('attachment.text', () => ({ text: 'content' }));
    await turnIntoText(conversationId, some('a.txt'));
    expect([attached(), text()]).toEqual([[], 'before content']);
  });

  it('becomes text once, however often that is asked for, and not after it was sent', async () => {
    attach(conversationId, some('a.txt'));
    bridge.answer('attachment.text', () => ({ text: 'content' }));
    await Promise.all([turnIntoText(conversationId, some('a.txt')), turnIntoText(conversationId, some('a.txt'))]);
    expect(text()).toBe('before content');
    attach(conversationId, some('b.txt'));
    const turning = turnIntoText(conversationId, some('b.txt'));
    takeDraft(conversationId);
    await turning;
    expect([attached(), text()]).toEqual([[], '']);
  });

  it('says where it stood when it is taken away, so that it can come back there', () => {
    for (const name of ['a', 'b', 'c']) attach(conversationId, some(name));
    removeAttachment(conversationId, some('b'));
    const [toast] = toasts();
    expect(toast).toMatchObject({ kind: 'attachment-removed', index: 1 });
    attach(conversationId, some('b'), 1);
    expect(attached()).toEqual(['a', 'b', 'c']);
  });
});

it('files that are dropped while others are on their way count together', async () => {
  const files = (first: number) => Array.from({ length: 30 }, (_, at) => new File(['a'], `${first + at}.txt`));
  await Promise.all([attachFiles(conversationId, files(1)), attachFiles(conversationId, files(31))]);
  expect(attached()).toHaveLength(50);
  const refused = toasts().flatMap(toast => (toast.kind === 'files-refused' ? toast.refusals : []));
  expect(refused).toHaveLength(10);
});

it('two files that are handed over at once do not take the room of one', async () => {
  useDrafts.setState({ attachments: { [conversationId]: Array.from({ length: 49 }, (_, at) => some(`${at}`)) } });
  await Promise.all(['a.txt', 'b.txt'].map(name => attachFiles(conversationId, [new File(['a'], name)])));
  expect(attached()).toHaveLength(50);
});
