/**
 * Lets a question to the user stand alone: what is asked while one waits for its answer is answered with `refused` at once. So a page
 * that asks a thousand times, by a thousand clicks or by malice, covers the screen with one window and not with a thousand.
 */
export function oneQuestion<Given extends readonly unknown[], Answer>(
  ask: (...given: Given) => Promise<Answer>,
  refused: Answer,
): (...given: Given) => Promise<Answer> {
  let isAsking = false;
  return async (...given) => {
    if (isAsking) return refused;
    isAsking = true;
    try {
      return await ask(...given);
    } finally {
      isAsking = false;
    }
  };
}
