/** What may stand before a colon at the start of a line and mean `data` or `event`. */
const oddName = /^[ \t\uFEFF]*(data|event)[ \t]*$/i;
const oddLine = /(^|[\r\n])([ \t\uFEFF]*(?:data|event)[ \t]*):/gi;
/** One that is not written as the standard wants it. Nearly all streams have none, and are only looked through. */
const hasOddLine = /(?:^|[\r\n])(?!data:|event:)[ \t\uFEFF]*(?:[dD][aA][tT][aA]|[eE][vV][eE][nN][tT])[ \t]*:/;
/** More blanks before a name are no field. */
const mostCharacters = 16;

/**
 * Takes the text of an event stream cut anywhere and writes the names of its fields as the standard wants them: relays send `Data:`, blanks
 * around it, or a byte order mark before each piece, and all of their text would be lost.
 */
export function createFieldNames(): { readonly feed: (text: string) => string; readonly end: () => string } {
  let isAtLineStart = true;
  let held = '';
  return {
    feed(text) {
      let all = held + text;
      held = '';
      // A line that may still become such a field waits for its colon.
      const lineStart = Math.max(all.lastIndexOf('\n'), all.lastIndexOf('\r')) + 1;
      const last = all.slice(lineStart);
      if ((lineStart > 0 || isAtLineStart) && last !== '' && mayBecomeField(last)) {
        held = last;
        all = all.slice(0, lineStart);
      }
      if (all === '') return all;
      const start = isAtLineStart ? all : `:${all}`;
      const written = hasOddLine.test(start)
        ? start.replace(oddLine, (_, before: string, name: string) => `${before}${plain(name)}:`)
        : start;
      const result = isAtLineStart ? written : written.slice(1);
      isAtLineStart = all.endsWith('\n') || all.endsWith('\r');
      return result;
    },
    end: () => held,
  };
}

function plain(name: string): string {
  return (oddName.exec(name)?.[1] ?? name).toLowerCase();
}

function mayBecomeField(line: string): boolean {
  if (line.length > mostCharacters) return false;
  const name = line.replace(/^[ \t\uFEFF]+/, '').toLowerCase();
  return 'data'.startsWith(name) || 'event'.startsWith(name) || oddName.test(name);
}
