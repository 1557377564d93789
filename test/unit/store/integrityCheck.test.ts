import { describe, expect, it } from 'vitest';
import { checkIntegrity, showsDamage } from '../../../electron/store/integrityCheck';
import { makeClosedHistory } from './historyBuilders';

describe('a look at every page', () => {
  it.each([
    ['no problem', { problems: [] }, false],
    ['a page that is wrong', { problems: ['Tree 3 page 7: btreeInitPage() returns error code 11'] }, true],
    ['a page that cannot be read', { problems: ['database disk image is malformed'], code: 11 }, true],
    ['a page that cannot be read, in detail', { problems: ['malformed'], code: 11 | (1 << 8) }, true],
    ['no database', { problems: ['file is not a database'], code: 26 }, true],
    ['a full disk', { problems: ['database or disk is full'], code: 13 }, false],
    ['another program that holds the file', { problems: ['database is locked'], code: 5 }, false],
    ['a look that could not be taken', { problems: ['The check ended without a result.'], code: -1 }, false],
  ])('tells damage from what only hinders the look: %s', (_name, report, isDamage) => {
    expect(showsDamage(report)).toBe(isDamage);
  });

  it('finds a sound history sound, and a file that is gone no damage', async () => {
    const folder = makeClosedHistory();
    expect(await checkIntegrity(`${folder}/history.db`)).toEqual({ problems: [] });
    const report = await checkIntegrity(`${folder}/nowhere.db`);
    expect(report.problems).toHaveLength(1);
    expect(showsDamage(report)).toBe(false);
  });
});
