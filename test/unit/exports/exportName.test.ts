import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exportName, uniqueName } from '../../../electron/exports/exportName';
import { temporaryFolder } from '../../support/temporaryFolder';

it.each([
  ['Tides / 潮汐', 'Tides - 潮汐.md'],
  ['../../etc/passwd', '-..-etc-passwd.md'],
  ['a<b>:"c"|d?*', 'a_b___c__d__.md'],
  ['CON', '_CON.md'],
  ['nul.txt', '_nul.txt.md'],
  ['ends with dots...', 'ends with dots.md'],
  ['line\nbreak\u202e', 'linebreak.md'],
  ['', 'Conversation.md'],
  ['   ', 'Conversation.md'],
  ['...', 'Conversation.md'],
  ['x'.repeat(300), `${'x'.repeat(80)}.md`],
])('the file of %j is called %j', (title, name) => {
  expect(exportName(title, 'md', 'Conversation')).toBe(name);
});

it.each([
  ['emoji', '🧭'.repeat(80)],
  ['Chinese', '长'.repeat(80)],
  ['rare characters', '𠀀'.repeat(80)],
  ['families', '👩‍👩‍👧‍👦'.repeat(40)],
  ['a letter under a heap of marks', `a${'\u0301'.repeat(79)}`],
])('a name is no longer than a file system takes, with room for its number: %s', (_name, title) => {
  const name = exportName(`2026-11-26 ${title}`, 'html', 'Conversation');
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(215);
  expect(name).not.toMatch(/\p{Cs}/u);
  writeFileSync(join(temporaryFolder(), uniqueName(name, new Set([name.toLowerCase()]))), '');
});

it('a name that was given before gets a number, whatever its case', () => {
  const taken = new Set<string>();
  expect(['A.md', 'a.md', 'A.md', 'b.md'].map(name => uniqueName(name, taken))).toEqual([
    'A.md',
    'a (2).md',
    'A (3).md',
    'b.md',
  ]);
});
