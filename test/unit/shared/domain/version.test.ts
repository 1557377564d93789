import { expect, it } from 'vitest';
import { isNewerVersion } from '../../../../src/shared/domain/version';

it.each<[string, string, boolean]>([
  ['1.0.1', '1.0.0', true],
  ['1.10.0', '1.9.9', true],
  ['2.0.0', '1.99.99', true],
  ['1.0.0', '1.0.0-rc.1', true],
  ['1.0.0', '1.0.0', false],
  ['1.0.0', '1.0.1', false],
  ['1.0.0-rc.2', '1.0.0-rc.1', false],
  ['1.0.0-rc.1', '1.0.0', false],
  ['1.0.0+build', '1.0.0', false],
  ['v2.0.0', '1.0.0', false],
  ['2.0', '1.0.0', false],
  ['2.0.0', 'unknown', false],
  ['', '1.0.0', false],
])('%s follows %s: %s', (version, than, expected) => {
  expect(isNewerVersion(version, than)).toBe(expected);
});
