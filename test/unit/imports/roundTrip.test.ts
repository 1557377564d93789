import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeJsonExport } from '../../../electron/exports/jsonExport';
import { openAttachmentFiles } from '../../../electron/store/attachments';
import type { History } from '../../../electron/store/history';
import type { Answer } from '../../../src/shared/domain/answer';
import type { ExportedConnection } from '../../../src/shared/domain/exportFormat';
import { type ConnectionId, type ConversationId, newId } from '../../../src/shared/domain/ids';
import { makeAnswer, makeConversation, openReady, send } from '../store/historyBuilders';
import { nowMs, png, readAs } from './fixtures';

const text = fc.string({ unit: 'binary', maxLength: 40 }).map(value => value.replaceAll('\0', ''));
const answerFields: fc.Arbitrary<Partial<Answer>> = fc.record(
  {
    status: fc.constantFrom('done', 'stopped', 'interrupted', 'failed'),
    text,
    reasoning: text,
    connectionName: fc.constantFrom('Kimi', 'Work "2"'),
    vendorId: fc.constantFrom('moonshot', 'custom'),
    modelId: fc.constantFrom('kimi-k3', 'a/b:free'),
    returnedModelId: fc.constant('kimi-k3-0711'),
    finishReason: fc.constantFrom('stop', 'length', 'content-filter', 'tool-calls', 'other'),
    finishReasonRaw: fc.constant('max_tokens'),
    notices: fc.subarray(['bad-frame-skipped', 'answer-capped', 'parameter-dropped'] as const),
    usage: fc.record(
      { inputTokens: fc.nat(), outputTokens: fc.nat(), reasoningTokens: fc.nat() },
      { requiredKeys: [] },
    ),
    price: fc.constant({
      currency: 'CNY' as const,
      inputPerMillion: 4,
      cachedInputPerMillion: 0.4,
      outputPerMillion: 16,
      upToInputTokens: 128_000,
      peak: { factor: 2, days: [1, 2], hoursUtc: [[1, 4]] as const },
      source: 'https://example.com/price',
      readOn: '2026-05-01',
    }),
    requestId: fc.constant('req-1'),
    timings: fc.record(
      { sentMs: fc.nat(100), firstTokenMs: fc.nat(9_000), endMs: fc.nat(90_000) },
      { requiredKeys: [] },
    ),
    error: fc.constant({
      class: 'rate-limit' as const,
      reason: 'daily',
      httpStatus: 429,
      detail: 'Slow',
      isRetryable: true,
    }),
    replay: fc.constant({ reasoningDetails: [{ type: 'x', data: [1, null] }], isReasoningInline: true }),
    isDemo: fc.boolean(),
  },
  { requiredKeys: [] },
);
const step = fc.record({
  kind: fc.constantFrom('turn', 'turn', 'edit', 'variant', 'choose', 'copy', 'remove'),
  first: fc.nat(1_000),
  second: fc.nat(1_000),
  prompt: text,
  answer: answerFields,
  hasFile: fc.boolean(),
});

async function exported(
  history: History,
  ids: readonly ConversationId[],
  readBytes: (attachment: { readonly sha256: string }) => Promise<Buffer>,
  connections: ReadonlyMap<string, ExportedConnection>,
): Promise<string> {
  let written = '';
  await writeJsonExport(
    {
      detail: history.read.detailInPieces,
      folderName: history.read.folderName,
      readBytes,
      connection: id => connections.get(id),
    },
    {
      ids,
      hasContents: true,
      appVersion: '0',
      nowMs,
      write: async piece => {
        written += piece;
      },
      onProgress: () => undefined,
      check: () => undefined,
    },
  );
  return written;
}

/** The same whatever the ids are: each is named by the place at which it first stands. */
function withoutIds(json: string): unknown {
  const names = new Map<string, string>();
  const named = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(named);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const isId = (key === 'id' || key.endsWith('Id')) && !['vendorId', 'modelId', 'requestId'].includes(key);
        if (!isId || key === 'returnedModelId') return [key, named(inner)];
        if (!names.has(inner)) names.set(inner, `${names.size}`);
        return [key, names.get(inner)];
      }),
    );
  };
  const { conversations, attachments } = JSON.parse(json);
  for (const conversation of conversations) {
    const order = new Map(conversation.turns.map((turn: { id: string }, index: number) => [turn.id, index]));
    const lanes = new Map(conversation.lanes.map((lane: { id: string }, index: number) => [lane.id, index]));
    const place = (row: { turnId: string; laneId: string; sequence?: number }) =>
      Number(order.get(row.turnId)) * 1e6 + Number(lanes.get(row.laneId)) * 1e4 + (row.sequence ?? 0);
    for (const list of [conversation.turnLanes, conversation.answers]) {
      list.sort((a: Parameters<typeof place>[0], b: Parameters<typeof place>[0]) => place(a) - place(b));
    }
  }
  return named({ conversations, attachments });
}

it('what is exported, imported and exported again is the same, for any history', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async steps => {
      const { history, folder } = openReady();
      const files = openAttachmentFiles({ folder });
      const { id, laneIds } = makeConversation(history, 2);
      const pick = <Item>(items: readonly Item[], at: number): Item | undefined =>
        items[at % Math.max(1, items.length)];
      for (const { kind, first, second, prompt, answer, hasFile } of steps) {
        const detail = history.read.detail(id);
        const cell = pick(detail.turnLanes, second);
        if (kind === 'turn' || kind === 'edit' || cell === undefined) {
          const attachments = hasFile ? [await files.save('moon.png', png)] : [];
          for (const attachment of attachments) history.write.addAttachment(attachment);
          const edited = kind === 'edit' ? pick(detail.turns, first)?.id : undefined;
          const asked = laneIds.filter((_, index) => ((first >> index) & 1) === 0);
          send(history, id, asked.length === 0 ? laneIds : asked, prompt, {
            turn: { attachments, editedFromTurnId: edited },
            answer,
            isRoot: edited !== undefined,
          });
        } else if (kind === 'variant') {
          history.write.addVariant(makeAnswer(cell.turnId, cell.laneId, answer));
        } else if (kind === 'choose') {
          const variant = pick(history.read.variants(cell.turnId, cell.laneId), first);
          if (variant !== undefined) history.write.chooseAnswer(cell.turnId, cell.laneId, variant.id);
        } else if (kind === 'copy' && detail.lanes.length < 6) {
          await history.write.copyLane(
            id,
            { connectionId: newId<ConnectionId>(), modelId: 'copy', systemPrompt: prompt.slice(0, 20) },
            { laneId: cell.laneId, upToTurnId: cell.turnId },
          );
        } else if (kind === 'remove') {
          const lane = pick(detail.lanes, first);
          if (lane !== undefined) history.write.removeLane(lane.id);
        }
      }
      const connections = new Map<string, ExportedConnection>(
        history.read
          .detail(id)
          .lanes.map((lane, index) => [lane.connectionId, { name: `C${index}`, vendorId: 'custom' }]),
      );
      const before = await exported(history, [id], files.readBytes, connections);

      const read = await readAs(before);
      expect(read.skipped).toEqual([]);
      const other = openReady();
      const otherFiles = openAttachmentFiles({ folder: other.folder });
      const ids = new Map<string, ConnectionId>();
      const contents = new Map<string, { mediaType: string; sizeBytes: number }>();
      for (const turn of read.conversations.flatMap(({ turns }) => turns)) {
        for (const { sha256 } of turn.attachments) {
          contents.set(sha256, await otherFiles.save('file', (await read.content(sha256)) ?? new Uint8Array()));
        }
      }
      const staged: ConversationId[] = [];
      for (const conversation of read.conversations) {
        const context = {
          origin: { kind: 'couplet', id: conversation.id },
          contents,
          connectionId: (connection: ExportedConnection) => {
            const key = JSON.stringify(connection);
            const found = ids.get(key) ?? newId<ConnectionId>();
            ids.set(key, found);
            return found;
          },
        };
        staged.push(await other.history.write.stageConversation(conversation, context));
      }
      await other.history.write.publishStaged(staged);
      const known = new Map(Array.from(ids, ([key, connectionId]) => [connectionId as string, JSON.parse(key)]));
      const after = await exported(other.history, staged, otherFiles.readBytes, known);
      expect(withoutIds(after)).toEqual(withoutIds(before));
    }),
    { numRuns: 15, seed: 20261126 },
  );
}, 120_000);
