import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  openWindowState,
  parseWindowState,
  placeWindow,
  smallestWindow,
  zoomed,
} from '../../../electron/shell/windowState';

const laptop = { x: 0, y: 0, width: 1440, height: 860 };
const beside = { x: 1440, y: -200, width: 2560, height: 1400 };

describe('where the window opens', () => {
  it('is the middle of the first screen at the first start', () => {
    expect(placeWindow(undefined, [{ x: 0, y: 30, width: 1920, height: 1050 }])).toEqual({
      x: 280,
      y: 125,
      width: 1360,
      height: 860,
    });
  });

  it('is where it was left, on either screen', () => {
    const left = { x: 100, y: 50, width: 900, height: 700 };
    expect(placeWindow(left, [laptop, beside])).toEqual(left);
    const away = { x: 2000, y: -100, width: 1200, height: 900 };
    expect(placeWindow(away, [laptop, beside])).toEqual(away);
  });

  it('is the middle of the first screen, in its old size, when the other screen is gone', () => {
    expect(placeWindow({ x: 2000, y: -100, width: 1200, height: 800 }, [laptop])).toEqual({
      x: 120,
      y: 30,
      width: 1200,
      height: 800,
    });
  });

  it('is brought back when only a strip or no head of it could be seen', () => {
    const middle = { x: 320, y: 130, width: 800, height: 600 };
    expect(placeWindow({ x: 1400, y: 10, width: 800, height: 600 }, [laptop])).toEqual(middle);
    expect(placeWindow({ x: 10, y: 850, width: 800, height: 600 }, [laptop])).toEqual(middle);
    expect(placeWindow({ x: 10, y: -300, width: 800, height: 600 }, [laptop])).toEqual(middle);
  });

  it('is never larger than its screen and never too small for the page', () => {
    expect(placeWindow({ x: 0, y: 0, width: 5000, height: 5000 }, [laptop])).toEqual(laptop);
    expect(placeWindow({ x: 0, y: 0, width: 10, height: 10 }, [laptop])).toMatchObject(smallestWindow);
    expect(placeWindow({ x: 0, y: 0, width: 200, height: 100 }, [laptop])).toMatchObject(smallestWindow);
  });
});

describe('the kept state of the window', () => {
  const folders: string[] = [];
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'couplet-window-'));
    folders.push(made);
    return made;
  };
  afterEach(() => {
    for (const made of folders.splice(0)) rmSync(made, { recursive: true });
  });

  it.each(['', '{', '[]', 'null', '7', '{"bounds":"left","zoomFactor":"big","isMaximised":1}', '{"zoomFactor":90}'])(
    'is the usual one where the file says %j',
    text => {
      expect(parseWindowState(text)).toEqual({
        bounds: undefined,
        isMaximised: false,
        isFullScreen: false,
        zoomFactor: 1,
        isTrayExplained: false,
      });
    },
  );

  it('loses only the field that is damaged', () => {
    const text = '{"bounds":{"x":1,"y":2,"width":1e99,"height":4},"isMaximised":true,"zoomFactor":1.25}';
    expect(parseWindowState(text)).toMatchObject({ bounds: undefined, isMaximised: true, zoomFactor: 1.25 });
  });

  it('is there again after it was saved, and leaves no half file', () => {
    const at = folder();
    const file = openWindowState(at, () => undefined);
    file.change({ bounds: { x: 5, y: 6, width: 700, height: 600 } });
    file.change({ zoomFactor: 1.5 });
    file.save();
    expect(openWindowState(at, () => undefined).state()).toMatchObject({
      bounds: { x: 5, y: 6, width: 700, height: 600 },
      zoomFactor: 1.5,
    });
    expect(readdirSync(at)).toEqual(['window.json']);
  });

  it.each([
    ['empty', ''],
    ['cut off', '{"zoomFactor":'],
    ['a list', '[]'],
    ['null', 'null'],
    ['larger than it can be', `{"zoomFactor":1,"x":"${'x'.repeat(100_000)}"}`],
  ])('that is %s is kept aside, and the window opens as at the first start', (_name, text) => {
    const path = folder();
    writeFileSync(join(path, 'window.json'), text);
    const lines: string[] = [];
    const { bounds, zoomFactor } = openWindowState(path, line => lines.push(line)).state();
    expect({ bounds, zoomFactor }).toEqual({ bounds: undefined, zoomFactor: 1 });
    expect(readFileSync(join(path, 'window.json.bad'), 'utf8')).toBe(text);
    expect(lines).toHaveLength(1);
  });

  it('is not written when nothing changed', () => {
    const at = folder();
    writeFileSync(join(at, 'window.json'), '{"zoomFactor":1.1}');
    openWindowState(at, () => undefined).save();
    expect(readFileSync(join(at, 'window.json'), 'utf8')).toBe('{"zoomFactor":1.1}');
  });

  it('that cannot be written is logged and nothing more', () => {
    const lines: string[] = [];
    const file = openWindowState(join(folder(), 'gone'), line => lines.push(line));
    file.change({ zoomFactor: 2 });
    file.save();
    expect(lines).toHaveLength(1);
    expect(file.state().zoomFactor).toBe(2);
  });
});

describe('the zoom', () => {
  it('goes from half to double in steps and stays there', () => {
    let factor = 1;
    const seen: number[] = [];
    for (let step = 0; step < 12; step++) {
      factor = zoomed(factor, 'in');
      seen.push(factor);
    }
    expect(seen.slice(0, 6)).toEqual([1.1, 1.25, 1.5, 1.75, 2, 2]);
    for (let step = 0; step < 12; step++) factor = zoomed(factor, 'out');
    expect(factor).toBe(0.5);
    expect(zoomed(factor, 'reset')).toBe(1);
  });
});
