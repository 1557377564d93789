import type { ExportedConnection } from '../../src/shared/domain/exportFormat';
import { nameOf } from './untrusted';

/** Who wrote a message, by the names that a file gives its model and provider; what it does not name is left out. */
export function importedAuthor(
  model: unknown,
  provider: unknown,
): { readonly modelId?: string; readonly connection?: ExportedConnection } {
  const modelId = nameOf(model, 300);
  const name = nameOf(provider, 100);
  return {
    ...(modelId !== undefined && { modelId }),
    ...(name !== undefined && { connection: { name, vendorId: name } }),
  };
}
