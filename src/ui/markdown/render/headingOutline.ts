/** The heading under which an answer stands on the page. */
const levelAbove = 3;

/**
 * How deep each heading of an answer stands below the page's own. Models begin with any level and leave levels out; a reader of the screen
 * steps from heading to heading and must not fall through a gap.
 */
export class HeadingOutline {
  /** Levels, as the model wrote them, of the headings that are open at this place; each deeper than the one before it. */
  private readonly path: number[] = [];

  /** Level on the page of a heading that would follow now. */
  levelOf(written: number): number {
    return levelAbove + 1 + this.path.filter(level => level < written).length;
  }

  /** The same for a heading that has taken its last form: what follows is placed after it. */
  place(written: number): number {
    const level = this.levelOf(written);
    while ((this.path.at(-1) ?? 0) >= written) this.path.pop();
    this.path.push(written);
    return level;
  }
}
