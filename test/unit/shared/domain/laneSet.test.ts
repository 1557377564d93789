import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../../../electron/store/settingsSchema';
import { settingsPatch } from '../../../../src/shared/contract/schemas';
import { type ConnectionId, newId } from '../../../../src/shared/domain/ids';
import { type LaneSet, laneSetsProblem, maxLaneSets, resolveLaneSet } from '../../../../src/shared/domain/laneSet';

const connectionId = newId<ConnectionId>();
const lane = (id: string = connectionId, systemPrompt = '') => ({
  connectionId: id,
  modelId: 'kimi-k3',
  connectionName: 'Moonshot',
  modelName: 'Kimi K3',
  systemPrompt,
});
const set = (id: string, lanes = [lane()]): LaneSet => ({ id, name: `Set ${id}`, lanes });

describe('resolveLaneSet', () => {
  const connection = (id: string, fields = {}) => ({ id, isEnabled: true, keyState: 'ok', ...fields });

  it('opens what can be opened and says why the rest cannot', () => {
    const resolved = resolveLaneSet(set('1', [lane('a'), lane('gone'), lane('off'), lane('keyless')]), [
      connection('a'),
      connection('off', { isEnabled: false }),
      connection('keyless', { keyState: 'missing' }),
    ]);
    expect(resolved.usable.map(entry => entry.connectionId)).toEqual(['a']);
    expect(resolved.missing.map(({ index, reason }) => [index, reason])).toEqual([
      [1, 'removed'],
      [2, 'disabled'],
      [3, 'no-key'],
    ]);
  });
});

describe('sets in the settings', () => {
  const accepts = (laneSets: unknown) => settingsPatch.safeParse({ laneSets }).success;

  it('are taken as the page saves them, with all parameters', () => {
    const whole = { ...set('a-1'), lanes: [{ ...lane(), parameters: { thinking: 'off', stop: ['END'] } }] };
    expect(accepts([whole])).toBe(true);
    expect(parseSettings({ laneSets: [whole] })).toMatchObject({ value: { laneSets: [whole] }, wrongFields: [] });
  });

  it.each([
    ['without lanes', [{ ...set('1'), lanes: [] }]],
    [
      'with nine lanes',
      [
        set(
          '1',
          Array.from({ length: 9 }, () => lane()),
        ),
      ],
    ],
    ['without a name', [{ ...set('1'), name: '  ' }]],
    ['with a field nobody knows', [{ ...set('1'), key: 'sk-secret' }]],
    ['with a connection that is no id', [set('1', [lane('../../etc')])]],
    ['with one id twice', [set('1'), set('1')]],
    ['beyond the limit', Array.from({ length: maxLaneSets + 1 }, (_, index) => set(String(index)))],
  ])('are refused %s', (_, laneSets) => {
    expect(accepts(laneSets)).toBe(false);
  });

  it('are refused when their prompts together are too long', () => {
    const prompt = 'x'.repeat(190_000);
    const six = Array.from({ length: 6 }, (_, index) => set(String(index), [lane(connectionId, prompt)]));
    expect(laneSetsProblem(six)).toBe('too-long');
    expect(accepts(six)).toBe(false);
    expect(accepts(six.slice(0, 5))).toBe(true);
  });
});
