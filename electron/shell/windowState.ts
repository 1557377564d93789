import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How the window was left, and what was said once about it. */
interface WindowState {
  /** Place and size while neither maximised nor in full screen; undefined before the first start. */
  readonly bounds?: Bounds | undefined;
  readonly isMaximised: boolean;
  readonly isFullScreen: boolean;
  readonly zoomFactor: number;
  /** The user was told that closing the window leaves the program in the tray. */
  readonly isTrayExplained: boolean;
}

export const smallestWindow = { width: 480, height: 420 };
const firstSize = { width: 1360, height: 860 };

/** Steps of the zoom, the smallest first. */
const zoomFactors: readonly number[] = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2];

const unknownState: WindowState = { isMaximised: false, isFullScreen: false, zoomFactor: 1, isTrayExplained: false };

/** Reads what a file says, field by field: a damaged one costs only what is damaged in it. */
export function parseWindowState(text: string): WindowState {
  return readState(text) ?? unknownState;
}

/** Undefined when nothing of it can be used. */
function readState(text: string): WindowState | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(content)) return undefined;
  const { zoomFactor } = content;
  return {
    bounds: parseBounds(content.bounds),
    isMaximised: content.isMaximised === true,
    isFullScreen: content.isFullScreen === true,
    zoomFactor: typeof zoomFactor === 'number' && zoomFactor >= 0.5 && zoomFactor <= 2 ? zoomFactor : 1,
    isTrayExplained: content.isTrayExplained === true,
  };
}

function parseBounds(value: unknown): Bounds | undefined {
  if (!isRecord(value)) return undefined;
  const { x, y, width, height } = value;
  const isNumber = (number: unknown): number is number =>
    Number.isInteger(number) && Math.abs(Number(number)) < 100_000;
  return isNumber(x) && isNumber(y) && isNumber(width) && isNumber(height) ? { x, y, width, height } : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How much of the head of a window must be on a screen to take hold of it. */
const reachable = { width: 120, height: 40 };

/**
 * Where to open the window: where it was left, when its head can still be reached on one of the screens (their areas without task bars);
 * else in the middle of the first. Never larger than that screen, never smaller than the page can bear.
 */
export function placeWindow(left: Bounds | undefined, screens: readonly Bounds[]): Bounds {
  const primary = screens[0] ?? { x: 0, y: 0, ...firstSize };
  const screen = left && screens.find(area => isReachable(left, area));
  if (left === undefined || screen === undefined) return centred(left ?? firstSize, primary);
  const size = fitted(left, screen);
  // A window that was larger than its present screen is drawn up to the corner.
  return {
    x: size.width < left.width ? Math.max(left.x, screen.x) : left.x,
    y: size.height < left.height ? Math.max(left.y, screen.y) : left.y,
    ...size,
  };
}

function isReachable(window: Bounds, screen: Bounds): boolean {
  const wide = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  const isHeadBelowTop = window.y >= screen.y - reachable.height / 2;
  return wide >= reachable.width && isHeadBelowTop && window.y + reachable.height <= screen.y + screen.height;
}

function centred(size: Pick<Bounds, 'width' | 'height'>, screen: Bounds): Bounds {
  const { width, height } = fitted(size, screen);
  return {
    x: Math.round(screen.x + (screen.width - width) / 2),
    y: Math.round(screen.y + (screen.height - height) / 2),
    width,
    height,
  };
}

function fitted(size: Pick<Bounds, 'width' | 'height'>, screen: Bounds): Pick<Bounds, 'width' | 'height'> {
  return {
    width: Math.max(smallestWindow.width, Math.min(size.width, screen.width)),
    height: Math.max(smallestWindow.height, Math.min(size.height, screen.height)),
  };
}

/** The next zoom factor in a direction; the present one at the ends. */
export function zoomed(factor: number, step: 'in' | 'out' | 'reset'): number {
  if (step === 'reset') return 1;
  const isBeyond = (other: number) => (step === 'in' ? other > factor + 0.005 : other < factor - 0.005);
  const beyond = zoomFactors.filter(isBeyond);
  return (step === 'in' ? beyond.at(0) : beyond.at(-1)) ?? factor;
}

export interface WindowStateFile {
  readonly state: () => WindowState;
  /** Written a moment later; `save` writes at once. */
  readonly change: (change: Partial<WindowState>) => void;
  readonly save: () => void;
}

const saveDelayMs = 500;

const maxFileBytes = 64 * 1024;

/**
 * The state of the window in its own small file. Losing it costs a place on the screen, so nobody is asked or told when it fails; a file
 * that cannot be used is kept as `window.json.bad` all the same.
 */
export function openWindowState(folder: string, log: (message: string) => void): WindowStateFile {
  const file = join(folder, 'window.json');
  let state = readOrSetAside(file, log);
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    try {
      writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    } catch (error) {
      log(`window state: ${error instanceof Error ? error.message : 'not written'}`);
    }
  };
  return {
    state: () => state,
    change: change => {
      state = { ...state, ...change };
      timer ??= setTimeout(save, saveDelayMs);
    },
    save,
  };
}

function readOrSetAside(file: string, log: (message: string) => void): WindowState {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) return unknownState;
    // Reading a pipe would wait for ever.
    const state = found.isFile() && found.size <= maxFileBytes ? readState(readFileSync(file, 'utf8')) : undefined;
    if (state !== undefined) return state;
    renameSync(file, `${file}.bad`);
    log('window state: damaged, kept as window.json.bad');
  } catch (error) {
    log(`window state: ${error instanceof Error ? error.message : 'not read'}`);
  }
  return unknownState;
}
