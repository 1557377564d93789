import { expect, it } from 'vitest';
import { newId } from '../../../../src/shared/domain/ids';

it('ids are UUIDs of version 7, differ, and sort in the order in which they were made, also in one moment', () => {
  const nowMs = Date.now();
  const ids = Array.from({ length: 10_000 }, () => newId<string>(nowMs));
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids.map(id => id.slice(19))).size).toBe(ids.length);
});
