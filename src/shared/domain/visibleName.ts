/** Spaces of every kind, and characters that a page draws as nothing: a line of only those cannot be read, or be told from no line. */
const nothing = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** The name as it is, or none where nothing of it could be seen. */
export function visibleName(name: string): string {
  return nothing.test(name) ? '' : name;
}
