import type { MarkdownIt } from 'markdown-it';
import { maximumHrefLength } from './linkPolicy';

/** Full-width and CJK marks: no address goes on behind them. */
const wideMarkPattern =
  /[\u2018\u2019\u201C\u201D\u2026\u3000-\u303F\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65]/;
const ideographPattern = /[\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF]/;

const firstCharacters = 256;
/** Marks at the end of a piece are left out of an address, and may be part of it when more follows. */
const atTheEnd = 64;

/**
 * Recognises bare http and https addresses as they are written in Chinese text: 见https://example.com/a，然后
 * An address ends before full-width punctuation, and before an ideograph unless a path or query segment begins with it (/wiki/北京).
 * Addresses without a scheme and e-mail addresses stay text: README.md and git@host are no links.
 */
export function installUrlRecognition(markdown: MarkdownIt): void {
  const linkify = markdown.linkify;
  linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  linkify.add('ftp:', null).add('//', null).add('mailto:', null);
  for (const scheme of ['http:', 'https:']) {
    linkify.add(scheme, {
      validate: (text, position, self) => {
        // The pattern of an address takes milliseconds for thousands of characters.
        if (isTooLong(text, position)) return 0;
        const pattern = self.re.get_http_validator();
        // The pattern takes its time for each character, and most addresses are short.
        for (let characters = firstCharacters; ; characters *= 4) {
          const piece = text.slice(position, position + characters);
          pattern.lastIndex = 0;
          const rest = pattern.exec(piece)?.[0] ?? '';
          const length = urlLength(rest);
          const isWhole = piece.length < characters || rest.length < piece.length - atTheEnd || length < rest.length;
          if (isWhole) return length > 2 ? length : 0;
        }
      },
    });
  }
}

/** What is not ASCII stands in a link as three signs for each of its bytes. */
const lastAscii = 0x7f;
const encodedCharacters = 9;

/** Without anything but ASCII a pattern tells faster. */
const tooLongPattern = new RegExp(`[!-;=?-~]{${maximumHrefLength + 1}}`, 'y');
const openAngle = 0x3c;
const closeAngle = 0x3e;
const space = 0x20;

/**
 * True when what stands together here, without anything that ends an address, makes no link by its length alone. Read no further than that:
 * thousands of addresses may follow each other without a blank, and each of them asks.
 */
function isTooLong(text: string, position: number): boolean {
  tooLongPattern.lastIndex = position;
  if (tooLongPattern.test(text)) return true;
  let length = 0;
  for (let index = position; index < text.length && length <= maximumHrefLength; index += 1) {
    const code = text.charCodeAt(index);
    if (code <= space || code === lastAscii || code === openAngle || code === closeAngle) return false;
    if (endsBefore(text, index)) return false;
    length += code > lastAscii ? encodedCharacters : 1;
  }
  return length > maximumHrefLength;
}

/** True where an address ends before this character: a wide mark, or an ideograph that belongs to the text around it. */
function endsBefore(text: string, index: number): boolean {
  if (text.charCodeAt(index) <= lastAscii) return false;
  const character = text.charAt(index);
  return wideMarkPattern.test(character) || (ideographPattern.test(character) && !mayHoldIdeograph(text, index));
}

/** How much of `rest` (what follows the scheme, from `//` on) belongs to the address. */
function urlLength(rest: string): number {
  let end = rest.length;
  for (let index = 2; index < rest.length; index++) {
    if (endsBefore(rest, index)) {
      end = index;
      break;
    }
  }
  while (end > 2 && end < rest.length && /[.,;:!?'"*)\]}]/.test(rest.charAt(end - 1))) end--;
  return end;
}

function mayHoldIdeograph(rest: string, index: number): boolean {
  const previous = rest.charAt(index - 1);
  if (ideographPattern.test(previous)) return true;
  return previous === '/' || previous === '=' || previous === '#' || previous === '_' || previous === '-';
}
