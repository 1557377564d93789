/** NUL, which data bases and C libraries stumble over, and halves of characters without their other half. */
const unfit = /[\0\p{Surrogate}]/u;
const everyUnfit = /[\0\p{Surrogate}]/gu;

/** The text as it can be stored and sent: U+FFFD in place of what no file and no server takes. */
export function storableText(text: string): string {
  return unfit.test(text) ? text.replace(everyUnfit, '\uFFFD') : text;
}
