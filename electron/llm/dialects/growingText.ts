/** Characters from which on a piece that begins with the whole one before it, and that one with the one before, is no coincidence. */
const sureCharacters = 16;
/** The same for a piece after one alone. */
const sureAloneCharacters = 48;
/** Different characters a text has at least that does not repeat itself: laughter, lines and numbers look like growth. */
const differentCharacters = 6;
const fewDifferentCharacters = 4;
/** So many pieces in a row that grow are no coincidence, however short. */
const sureGrowths = 8;
/** More are not held back to find out. */
const mostHeld = 32;
/** At the end of an answer nothing more can decide: a text of two pieces needs so many characters in the first. */
const sureAtEndCharacters = 8;
/** Characters of the start by which a piece that repeats everything is known, together with its length. */
const headCharacters = 4_096;

/**
 * Some servers send with each piece all of the text so far, others repeat all of it in the last one. Takes the pieces of one text as they
 * come and returns what is new of each. A piece that may be either waits for the next one; only what can be nothing else is taken for text
 * that was there before, so that a text that repeats itself loses nothing.
 */
export class GrowingText {
  #mode: 'empty' | 'undecided' | 'increments' | 'snapshots' = 'empty';
  #head = '';
  #characters = 0;
  #pieces = 0;
  /** While undecided: pieces that each begin with the one before, after the first, which went out. */
  #held: string[] = [];
  /** How many of them are longer than the one before. */
  #growths = 0;
  /** The last piece that held all text, or while undecided the longest so far, and the one before it. */
  #last = '';
  #before = '';

  /** True once pieces are known to be increments, so that several may be taken together. */
  get areIncrements(): boolean {
    return this.#mode === 'increments';
  }

  /** What is new of a piece. `isLast`: its frame ends the answer. */
  take(piece: string, isLast: boolean): string {
    if (this.#mode === 'increments') return isLast && this.#isRepeat(piece) ? '' : this.#add(piece);
    if (piece === '') return '';
    if (this.#mode === 'empty') {
      this.#mode = 'undecided';
      this.#last = piece;
      return this.#add(piece);
    }
    return this.#mode === 'snapshots' ? this.#addedBy(piece) : this.#decide(piece);
  }

  /** What was held when the answer ends. */
  end(): string {
    if (this.#mode !== 'undecided' || this.#growths === 0) return '';
    const isSnapshot =
      !isRepetition(this.#before, this.#last) &&
      isVaried(this.#before, fewDifferentCharacters) &&
      (this.#growths > 1 || this.#before.length >= sureAtEndCharacters);
    return isSnapshot ? this.#becomeSnapshots() : this.#becomeIncrements('');
  }

  #decide(piece: string): string {
    const isSame = piece === this.#last;
    if ((isSame && this.#growths === 0) || !piece.startsWith(this.#last)) return this.#becomeIncrements(piece);
    this.#held.push(piece);
    if (isSame) return this.#held.length < mostHeld ? '' : this.#becomeIncrements('');
    this.#growths += 1;
    this.#before = this.#last;
    this.#last = piece;
    if (this.#isSure()) return this.#becomeSnapshots();
    return this.#held.length < mostHeld ? '' : this.#becomeIncrements('');
  }

  #isSure(): boolean {
    const before = this.#before;
    if (isRepetition(before, this.#last)) return false;
    if (this.#growths >= sureGrowths) return isVaried(before, fewDifferentCharacters);
    const needed = this.#growths > 1 ? sureCharacters : sureAloneCharacters;
    return before.length >= needed && isVaried(before, differentCharacters);
  }

  #becomeIncrements(piece: string): string {
    this.#mode = 'increments';
    const all = this.#held.join('') + piece;
    this.#held = [];
    this.#last = '';
    this.#before = '';
    return this.#add(all);
  }

  #becomeSnapshots(): string {
    this.#mode = 'snapshots';
    const piece = this.#last;
    // The first piece went out as it came.
    const added = piece.slice(this.#characters);
    this.#held = [];
    this.#before = '';
    return this.#add(added);
  }

  #addedBy(piece: string): string {
    const last = this.#last;
    if (last.startsWith(piece)) return '';
    this.#last = piece.startsWith(last) ? piece : last + piece;
    return this.#last.slice(last.length);
  }

  #isRepeat(piece: string): boolean {
    return (
      this.#pieces > 1 &&
      piece.length === this.#characters &&
      piece.length >= sureCharacters &&
      isVaried(piece, differentCharacters) &&
      piece.startsWith(this.#head)
    );
  }

  #add(piece: string): string {
    this.#pieces += 1;
    this.#characters += piece.length;
    if (this.#head.length < headCharacters) this.#head += piece.slice(0, headCharacters);
    return piece;
  }
}

function isVaried(text: string, characters: number): boolean {
  return new Set(text.slice(0, headCharacters)).size >= characters;
}

/** What was added begins like the text before it, as in a text that says one thing several times. */
function isRepetition(before: string, piece: string): boolean {
  const added = piece.slice(before.length);
  return before.startsWith(added) || added.startsWith(before);
}
