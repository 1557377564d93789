import type { MarkdownIt } from 'markdown-it';
import { maximumHrefLength } from './linkPolicy';

/** Full-width and CJK marks: no address goes on behind them. */
const wideMarkPattern =
  /[\u2018\u2019\u201C\u201D\u2026\u3000-\u303F\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65]/;
const ideographPattern = /[\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF]/;

/**
 * What follows a scheme and is no link by its length alone. Asked first: the pattern of an address takes milliseconds for thousands of
 * characters, and addresses that follow each other without a blank would be read to their end for each of them.
 */
const tooLong = new RegExp(`[!-;=?-~]{${maximumHrefLength}}`, 'y');
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
  /** A text in which an address that is too long was read to this place: those that begin inside of it go on as far. */
  let refused = { text: '', end: 0 };
  for (const scheme of ['http:', 'https:']) {
    linkify.add(scheme, {
      validate: (text, position, self) => {
        if (position < refused.end && text === refused.text && isTooLong(text, position, refused.end)) return 0;
        tooLong.lastIndex = position;
        if (tooLong.test(text)) return 0;
        const pattern = self.re.get_http_validator();
        // The pattern takes its time for each character, and most addresses are short.
        for (let characters = firstCharacters; ; characters *= 4) {
          const piece = text.slice(position, position + characters);
          pattern.lastIndex = 0;
          const rest = pattern.exec(piece)?.[0] ?? '';
          const length = urlLength(rest);
          const isWhole = piece.length < characters || rest.length < piece.length - atTheEnd || length < rest.length;
          if (isTooLong(rest, 0, length)) {
            refused = { text, end: position + length };
            return 0;
          }
          if (isWhole) return length > 2 ? length : 0;
        }
      },
    });
  }
}

/** What is not ASCII stands in a link as three signs for each of its bytes. */
const lastAscii = 0x7f;
const encodedCharacters = 9;

/** True when this part of a text makes no link by its length alone. */
function isTooLong(text: string, from: number, to: number): boolean {
  let length = 0;
  for (let index = from; index < to && length <= maximumHrefLength; index += 1)
    length += text.charCodeAt(index) > lastAscii ? encodedCharacters : 1;
  return length > maximumHrefLength;
}

/** How much of `rest` (what follows the scheme, from `//` on) belongs to the address. */
function urlLength(rest: string): number {
  let end = rest.length;
  for (let index = 2; index < rest.length; index++) {
    const character = rest.charAt(index);
    if (wideMarkPattern.test(character) || (ideographPattern.test(character) && !mayHoldIdeograph(rest, index))) {
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
