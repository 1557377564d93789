import { exportedConversation } from '../../src/shared/contract/exportSchema';
import { linkFault } from '../../src/shared/domain/exportedLinks';
import type { ExportedConversation } from '../../src/shared/domain/exportFormat';
import { fieldsOf, titleIn } from './untrusted';

/** A conversation that cannot be taken over: what it is called, and the first field that is not as it must be, such as `answers[2].status`. */
export class DamagedConversation {
  readonly title: string;
  readonly field: string;

  constructor(entry: unknown, field: string) {
    const title = titleIn(fieldsOf(entry).get('title'));
    this.title = title.length > shownCharacters ? `${title.slice(0, shownCharacters)}…` : title;
    this.field = field.slice(0, shownCharacters);
  }
}

/** What our own files hold is far flatter. */
const maxDepth = 160;
const shownCharacters = 80;

/** The last word on every conversation, whatever program it came from: types, sizes and links. */
export function checkedConversation(conversation: ExportedConversation): ExportedConversation | DamagedConversation {
  const typed = parsedConversation(conversation);
  if (typed instanceof DamagedConversation) return typed;
  const fault = linkFault(typed);
  return fault === undefined ? typed : new DamagedConversation(typed, fault.field);
}

/** The same for what stands in a file, without a look at the links. */
export function typedConversation(entry: unknown): ExportedConversation | DamagedConversation {
  // JSON nested a hundred thousand deep would end the stack, and a thousand levels could not be shown.
  return isDeeperThan(entry, maxDepth) ? new DamagedConversation(entry, '[[[…') : parsedConversation(entry);
}

function parsedConversation(entry: unknown): ExportedConversation | DamagedConversation {
  const { data, error } = exportedConversation.safeParse(entry);
  return data ?? new DamagedConversation(entry, fieldName(error?.issues[0]?.path ?? []));
}

function isDeeperThan(entry: unknown, depth: number): boolean {
  let level = [entry].filter(isObject);
  for (let done = 0; done <= depth && level.length > 0; done += 1) {
    const below: object[] = [];
    for (const value of level) for (const inner of Object.values(value)) if (isObject(inner)) below.push(inner);
    level = below;
  }
  return level.length > 0;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
