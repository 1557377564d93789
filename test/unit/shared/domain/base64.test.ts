import { expect, it } from 'vitest';
import { isBase64InPieces } from '../../../../src/shared/domain/base64';

const isBase64 = (text: string) => [...isBase64InPieces(text)].every(Boolean);
const long = 'QUJD'.repeat(500_000);

it.each(['', 'QUJD', 'QUI=', 'QQ==', 'ab+/', long, `${long}QQ==`])('is a text of digits and padding (%#)', text => {
  expect(isBase64(text)).toBe(true);
});

it.each([
  ...['QUJ', '=', '====', 'Q=JD', 'Q===', 'QU\nJ', 'QU-_', 'QUJé', 'QQ==QUJD'],
  ...[`${long}Q=`, `${long}!UJD`, `Q!JD${long}`, `${'QUJD'.repeat(131_072 - 1)}QQ==${long}`],
])('is nothing else (%#)', text => {
  expect(isBase64(text)).toBe(false);
});

it('is told in pieces', () => {
  expect([...isBase64InPieces(long)].length).toBeGreaterThan(3);
});
