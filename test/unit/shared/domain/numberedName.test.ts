import { describe, expect, it } from 'vitest';
import { numberedName } from '../../../../src/shared/domain/numberedName';

describe('a name that must be the only one', () => {
  it.each([
    ['Mine', [], 'Mine'],
    ['Mine', ['Mine'], 'Mine 2'],
    ['Mine', ['Mine', 'Mine 2', 'Mine 3'], 'Mine 4'],
    ['Mine 2', ['Mine 2'], 'Mine 3'],
    ['Mine 2', ['Mine', 'Mine 2', 'Mine 3'], 'Mine 4'],
    ['Mine 9', ['Mine 9'], 'Mine 10'],
    ['Model2', ['Model2'], 'Model2 2'],
    ['2', ['2'], '2 2'],
    ['潮汐 副本', ['潮汐 副本'], '潮汐 副本 2'],
    ['Since 20261126', ['Since 20261126'], 'Since 20261126 2'],
  ])('%j besides %j is %j', (name, taken, free) => {
    expect(numberedName(name, candidate => taken.includes(candidate))).toBe(free);
  });
});
