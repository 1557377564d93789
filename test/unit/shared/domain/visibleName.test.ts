import { expect, it } from 'vitest';
import { visibleName } from '../../../../src/shared/domain/visibleName';

const invisible = ['', '     ', '\u200b\u2060', '\u200d', '\ufeff\u00ad', '\u3164\u115f', '\u2800', '\ufe0f'];

it.each(invisible)('a name of which nothing can be seen is none: %j', name => {
  expect(visibleName(name)).toBe('');
});

it.each(['潮汐', ' a ', 'x\u200b', '👩🏽‍🚀', '.', 'می‌خواهم'])(
  'a name of which something can be seen stays as it is: %j',
  name => {
    expect(visibleName(name)).toBe(name);
  },
);
