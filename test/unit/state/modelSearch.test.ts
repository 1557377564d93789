import { describe, expect, it } from 'vitest';
import type { ConnectionModels } from '../../../src/shared/contract/connectionRoutes';
import type { ModelInfo } from '../../../src/shared/domain/model';
import { modelRows } from '../../../src/state/modelSearch';
import { someConnection } from '../../support/pageRows';

const model = (id: string, name = id): ModelInfo => ({ id, name, input: ['text'], thinking: 'none', origin: 'listed' });
const modelsOf = (connectionId: string, models: readonly ModelInfo[]): ConnectionModels => ({
  connectionId: connectionId as ConnectionModels['connectionId'],
  models,
});

const connections = [
  someConnection('one', { name: 'Kimi' }),
  someConnection('two', { name: 'OpenRouter' }),
  someConnection('off', { name: 'Off', isEnabled: false }),
  someConnection('demo', { name: 'Demo', vendorId: 'demo' }),
];
const models = {
  one: modelsOf('one', [model('kimi-k3', 'Kimi K3'), model('kimi-k2')]),
  two: modelsOf('two', [model('moonshotai/kimi-k2'), model('qwen/qwen3')]),
  off: modelsOf('off', [model('kimi-k3')]),
  demo: modelsOf('demo', [model('demo-kimi')]),
};

function drawn(search: string, known: typeof models | Record<string, never> = models) {
  return modelRows({ connections, models: known }, search).map(row => {
    if (row.kind === 'connection') return `# ${row.connection.name}${row.isUnread ? ' …' : ''}`;
    return row.kind === 'model' ? row.model.id : `${row.modelId}? at ${row.connection.name}`;
  });
}

describe('modelRows', () => {
  it('lists all models below their connections, without those that are switched off', () => {
    expect(drawn('')).toEqual([
      '# Kimi',
      'kimi-k3',
      'kimi-k2',
      '# OpenRouter',
      'moonshotai/kimi-k2',
      'qwen/qwen3',
      '# Demo',
      'demo-kimi',
    ]);
  });

  it('finds every word in id, name or connection', () => {
    expect(drawn('k2 openrouter')).toEqual(['# OpenRouter', 'moonshotai/kimi-k2']);
  });

  it('offers what was typed as an id, last, except at the demo and where a list holds it', () => {
    expect(drawn('kimi-k2')).toEqual([
      '# Kimi',
      'kimi-k2',
      '# OpenRouter',
      'moonshotai/kimi-k2',
      'kimi-k2? at OpenRouter',
    ]);
  });

  it('says of which connections the models are still being read', () => {
    expect(drawn('', {})).toEqual(['# Kimi …', '# OpenRouter …', '# Demo …']);
  });
});
