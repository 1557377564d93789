import { CallError } from '../../src/shared/domain/errors';
import type { ConversationId } from '../../src/shared/domain/ids';
import { maxSavedPrompts, type SavedPrompt } from '../../src/shared/domain/savedPrompt';
import type { Reader, Writer } from './db';

interface PromptRow {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly updated_at: number;
}

/** Earlier prompts that are offered again; longer ones are not what someone wants to send twice by a key. */
const earlierCount = 100;
const earlierMaxCharacters = 20_000;
/** Rows looked at for them: the same prompt may stand in many. */
const earlierRows = 400;

/** The saved prompts by name, whatever its case. */
export function readPrompts(reader: Reader): readonly SavedPrompt[] {
  return reader
    .all<PromptRow>('SELECT id, name, text, updated_at FROM prompts ORDER BY name COLLATE NOCASE')
    .map(toPrompt);
}

/** Makes a prompt or changes the one with its id. E_CONFLICT `prompt-name` when another one has the name; E_LIMIT `prompts`. */
export function savePrompt(
  writer: Writer,
  { id, name, text }: Pick<SavedPrompt, 'id' | 'name' | 'text'>,
  nowMs: number,
): SavedPrompt {
  const others = writer.get<{ count: number; twins: number }>(
    'SELECT count(*) AS count, coalesce(sum(name = :name COLLATE NOCASE), 0) AS twins FROM prompts WHERE id <> :id',
    { id, name },
  );
  if ((others?.twins ?? 0) > 0) throw new CallError('E_CONFLICT', 'prompt-name');
  if ((others?.count ?? 0) >= maxSavedPrompts) throw new CallError('E_LIMIT', 'prompts');
  writer.run(
    `INSERT INTO prompts (id, name, created_at, updated_at, text) VALUES (:id, :name, :nowMs, :nowMs, :text)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, text = excluded.text, updated_at = excluded.updated_at`,
    { id, name, text, nowMs },
  );
  return { id, name, text, updatedAt: nowMs };
}

/** Deletes a saved prompt; nothing when it is gone already. */
export function removePrompt(writer: Writer, id: string): void {
  writer.run('DELETE FROM prompts WHERE id = :id', { id });
}

/** What was asked last, newest first and each text once, without the conversation `except` and without deleted ones. */
export function readEarlierPrompts(reader: Reader, except: ConversationId | undefined): readonly string[] {
  const sql = `SELECT prompt FROM turns CROSS JOIN conversations ON conversations.id = turns.conversation_id
    WHERE conversation_id IS NOT :except AND deleted_at IS NULL
      AND prompt <> '' AND length(prompt) <= :maxCharacters
    ORDER BY turns.row DESC LIMIT :limit`;
  const rows = reader.all<{ prompt: string }>(sql, {
    except,
    maxCharacters: earlierMaxCharacters,
    limit: earlierRows,
  });
  return [...new Set(rows.map(({ prompt }) => prompt))].slice(0, earlierCount);
}

function toPrompt(row: PromptRow): SavedPrompt {
  return { id: row.id, name: row.name, text: row.text, updatedAt: row.updated_at };
}
