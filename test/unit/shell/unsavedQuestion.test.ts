import { dialog } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { askToBringIn } from '../../../electron/shell/unsavedQuestion';
import { createWords } from '../../../electron/shell/words';

vi.mock('electron', () => ({
  app: { getName: () => 'Couplet', getPath: () => '/documents' },
  dialog: { showMessageBox: vi.fn() },
}));

const asked = vi.mocked(
  dialog.showMessageBox as (options: Electron.MessageBoxOptions) => Promise<{ response: number }>,
);

beforeEach(() => asked.mockReset());

describe('the question about answers that were kept elsewhere', () => {
  it.each([
    [0, true],
    [1, false],
  ])('answered with button %i brings them in: %s', async (response, expected) => {
    asked.mockResolvedValue({ response });
    expect(
      await askToBringIn(
        '/home/me/kept.json',
        3,
        createWords(() => 'en'),
      ),
    ).toBe(expected);
  });

  it('names file and number, and is taken for a refusal when it is closed', async () => {
    asked.mockResolvedValue({ response: 1 });
    await askToBringIn(
      '/home/me/kept.json',
      3,
      createWords(() => 'en'),
    );
    const options = asked.mock.calls[0]?.[0];
    expect(options).toMatchObject({ buttons: ['Bring in', 'Not now'], cancelId: 1 });
    expect(options?.detail).toContain('/home/me/kept.json');
    expect(options?.detail).toContain('3');
  });
});
