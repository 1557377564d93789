import { describe, expect, it } from 'vitest';
import type { ConnectionModels } from '../../../src/shared/contract/connectionRoutes';
import type { ModelInfo } from '../../../src/shared/domain/model';
import { type ModelChoices, modelRows, toggledChoice } from '../../../src/state/modelSearch';
import { someConnection } from '../../support/pageRows';

const model = (id: string, name = id, more: Partial<ModelInfo> = {}): ModelInfo => ({
  id,
  name,
  input: ['text'],
  thinking: 'none',
  origin: 'listed',
  ...more,
});
const modelsOf = (connectionId: string, models: readonly ModelInfo[]): ConnectionModels => ({
  connectionId: connectionId as ConnectionModels['connectionId'],
  models,
});

const connections = [
  someConnection('one', { name: 'Work', vendorId: 'moonshot' }),
  someConnection('two', { name: 'OpenRouter', vendorId: 'openrouter' }),
  someConnection('off', { name: 'Off', isEnabled: false }),
  someConnection('demo', { name: 'Demo', vendorId: 'demo' }),
];
const models: { readonly [id: string]: ConnectionModels } = {
  one: modelsOf('one', [
    model('kimi-k3', 'Kimi K3', { origin: 'built-in' }),
    model('kimi-k2', 'Kimi K2', { origin: 'built-in', isUnlisted: true }),
    model('kimi-next'),
  ]),
  two: modelsOf('two', [model('qwen/qwen3'), model('moonshotai/kimi-k2')]),
  off: modelsOf('off', [model('kimi-k3')]),
  demo: modelsOf('demo', [model('demo-kimi')]),
};
const noChoices: ModelChoices = { favourites: [], recent: [], hidden: [], areHiddenShown: false };

function drawn(search: string, choices: Partial<ModelChoices> = {}, known = models) {
  return modelRows({ connections, models: known }, search, { ...noChoices, ...choices }).map((row): string => {
    switch (row.kind) {
      case 'group':
        return `## ${row.group}`;
      case 'connection':
        return `# ${row.connection.name}${row.isUnread ? ' …' : ''}`;
      case 'hidden':
        return `${row.count} hidden at ${row.connection.name}`;
      case 'typed':
        return `${row.modelId}? at ${row.connection.name}`;
      default:
        return `${row.model.id}${row.isFavourite ? ' *' : ''}${row.isHidden ? ' -' : ''}`;
    }
  });
}

describe('modelRows', () => {
  it('lists all models below their connections: the tables first, then by name, unlisted ones last; none that is switched off', () => {
    expect(drawn('')).toEqual([
      '# Work',
      'kimi-k3',
      'kimi-next',
      'kimi-k2',
      '# OpenRouter',
      'moonshotai/kimi-k2',
      'qwen/qwen3',
      '# Demo',
      'demo-kimi',
    ]);
  });

  it('finds every word, in any order, in id, name, connection and vendor', () => {
    expect(drawn('k2 openrouter')).toEqual(['# OpenRouter', 'moonshotai/kimi-k2']);
    expect(drawn('openrouter k2')).toEqual(['# OpenRouter', 'moonshotai/kimi-k2']);
    expect(drawn('moonshot work k3')).toEqual(['# Work', 'kimi-k3']);
  });

  it('finds models by the Chinese name of their family', () => {
    expect(drawn('通义 qwen3')).toEqual(['# OpenRouter', 'qwen/qwen3']);
    expect(drawn('月之暗面 k3')).toEqual(['# Work', 'kimi-k3']);
  });

  it('puts what begins with the text before what only holds it', () => {
    const known = { one: modelsOf('one', [model('a-qwen'), model('qwen'), model('qwen-max')]) };
    expect(drawn('qwen', {}, known).slice(0, 4)).toEqual(['# Work', 'qwen', 'qwen-max', 'a-qwen']);
  });

  it('shows favourites first, then what was used last and is no favourite', () => {
    const k3 = { connectionId: 'one', modelId: 'kimi-k3' };
    const qwen = { connectionId: 'two', modelId: 'qwen/qwen3' };
    const gone = { connectionId: 'gone', modelId: 'x' };
    expect(drawn('', { favourites: [k3], recent: [k3, gone, qwen] }).slice(0, 6)).toEqual([
      '## favourites',
      'kimi-k3 *',
      '## recent',
      'qwen/qwen3',
      '# Work',
      'kimi-k3 *',
    ]);
  });

  it('leaves hidden models out, says how many there are, and shows them when asked', () => {
    const hidden = [{ connectionId: 'one', modelId: 'kimi-k2' }];
    expect(drawn('', { hidden }).slice(0, 4)).toEqual(['# Work', 'kimi-k3', 'kimi-next', '1 hidden at Work']);
    expect(drawn('', { hidden, areHiddenShown: true }).slice(0, 5)).toEqual([
      '# Work',
      'kimi-k3',
      'kimi-next',
      'kimi-k2 -',
      '1 hidden at Work',
    ]);
  });

  it('offers what was typed as an id, last, except at the demo and where a list holds it', () => {
    expect(drawn('kimi-next')).toEqual(['# Work', 'kimi-next', 'kimi-next? at OpenRouter']);
  });

  it('says of which connections the models are still being read', () => {
    expect(drawn('', {}, {})).toEqual(['# Work …', '# OpenRouter …', '# Demo …']);
  });
});

describe('toggledChoice', () => {
  const a = { connectionId: 'one', modelId: 'a' };
  const b = { connectionId: 'one', modelId: 'b' };

  it('adds and takes away, and takes no more than fit', () => {
    expect(toggledChoice([], a, 2)).toEqual([a]);
    expect(toggledChoice([a, b], { ...a }, 2)).toEqual([b]);
    expect(toggledChoice([a], b, 1)).toEqual([a]);
  });
});
