/**
 * The text as it can be stored and sent: U+FFFD in place of what no file and no server takes. That is NUL, which data bases and C libraries
 * stumble over, and halves of characters without their other half.
 */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
