const paragraphsPerGroup = 16;

/**
 * The floor: the text as it comes, one element per paragraph, without any Markdown, and the paragraphs in groups that the browser skips
 * while they are out of sight. Nothing that shows the same words can do much less.
 */
export class PlainText {
  private group: HTMLElement | null = null;
  private paragraph: Text | null = null;

  constructor(private readonly host: HTMLElement) {
    host.classList.add('bench-plain');
  }

  append(text: string): void {
    for (const [index, piece] of text.split(/\n{2,}/).entries()) {
      if (index > 0 || this.paragraph === null) this.paragraph = this.open();
      if (piece !== '') this.paragraph.appendData(piece);
    }
  }

  private open(): Text {
    if (this.group === null || this.group.childElementCount >= paragraphsPerGroup) {
      this.group = document.createElement('div');
      this.group.className = 'bench-plain-group';
      this.host.append(this.group);
    }
    const paragraph = document.createElement('p');
    const text = document.createTextNode('');
    paragraph.append(text);
    this.group.append(paragraph);
    return text;
  }
}
