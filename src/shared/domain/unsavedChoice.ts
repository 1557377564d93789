/** What the user wants of answers that cannot be saved when the program ends. */
export type UnsavedChoice = 'again' | 'elsewhere' | 'without';
