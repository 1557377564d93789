/** How often everything else had its turn while some work ran. */
export async function turnsOfOthers(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const other = () => {
    turns += 1;
    if (!isOver) setImmediate(other);
  };
  setImmediate(other);
  try {
    await work();
  } finally {
    isOver = true;
  }
  return turns;
}
