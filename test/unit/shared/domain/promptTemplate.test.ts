import { describe, expect, it } from 'vitest';
import { fillPrompt, promptVariables } from '../../../../src/shared/domain/promptTemplate';

describe('the variables of a saved prompt', () => {
  it('are found once each, in their order, with the first fallback that is given', () => {
    const text = 'To {{language}} in {{ tone | plain }}: {{language|English}}\n{{clipboard}} on {{date}}';
    expect(promptVariables(text)).toEqual([
      { name: 'language', fallback: 'English', kind: 'text' },
      { name: 'tone', fallback: ' plain ', kind: 'text' },
      { name: 'clipboard', fallback: '', kind: 'clipboard' },
      { name: 'date', fallback: '', kind: 'date' },
    ]);
  });

  it.each([
    'an object {{ a: 1 }} }}',
    'JSX style={{\n  width: 1\n}}',
    'nothing {{}} here {{|x}}',
    `{{${'n'.repeat(61)}}}`,
    'a set {a}',
  ])('are not seen in %j', text => {
    expect(promptVariables(text).filter(({ name }) => name !== 'a: 1')).toEqual([]);
  });

  it('may have Chinese names and fallbacks over several lines', () => {
    expect(promptVariables('翻译成{{语言|英文\n或法文}}')).toEqual([
      { name: '语言', fallback: '英文\n或法文', kind: 'text' },
    ]);
  });
});

describe('filling a saved prompt', () => {
  it('puts each value wherever its name stands, and the fallback where nothing was entered', () => {
    const text = '{{a}} {{b|two}} {{ a }} {{c}} {{b}}';
    expect(fillPrompt(text, { a: 'one', b: '', c: 'three' })).toBe('one two one three two');
  });

  it('takes values as they are, whatever they look like', () => {
    expect(fillPrompt('{{a}}-{{b}}', { a: '{{b}} $& $1', b: 'x' })).toBe('{{b}} $& $1-x');
  });

  it('does not take what every object has for a value', () => {
    expect(fillPrompt('{{constructor|none}}', {})).toBe('none');
  });
});
