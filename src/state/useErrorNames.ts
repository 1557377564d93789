import type { Answer } from '../shared/domain/answer';
import type { AppError } from '../shared/domain/errors';
import { useConnections } from './connections';
import { type Format, useFormat } from './format';
import { modelName } from './names';
import { vendorName } from './vendors';

/** What the sentences that tell errors may name. A type and no interface, so that it can be passed on as a dictionary. */
export type ErrorNames = {
  readonly vendor: string;
  readonly connection: string;
  readonly model: string;
  readonly host: string;
  readonly limit: string;
  readonly parameter: string;
  readonly file: string;
};

/** The names for an error of an answer. */
export function useErrorNames(
  answer: Pick<Answer, 'vendorId' | 'connectionId' | 'connectionName' | 'modelId'>,
  error: AppError | undefined,
): ErrorNames {
  const format = useFormat();
  const model = useConnections(state => modelName(state, answer.connectionId, answer.modelId));
  return errorNames(error, format, {
    vendor: vendorName(answer.vendorId, answer.connectionName),
    connection: answer.connectionName,
    model,
  });
}

export function errorNames(
  error: AppError | undefined,
  format: Format,
  names: Pick<ErrorNames, 'vendor' | 'connection' | 'model'>,
): ErrorNames {
  return {
    ...names,
    host: error?.host ?? names.connection,
    limit: error?.limitTokens === undefined ? '' : format.count(error.limitTokens),
    parameter: error?.parameter ?? '',
    file: error?.detail ?? '',
  };
}
