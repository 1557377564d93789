/** A place in a saved prompt that is filled in when the prompt is used: `{{name}}` or `{{name|what it is when nothing is entered}}`. */
export interface PromptVariable {
  readonly name: string;
  /** Of the first place that has one. */
  readonly fallback: string;
  /** `date` fills itself; `clipboard` waits for what is pasted. Their names are the same in every language. */
  readonly kind: 'text' | 'clipboard' | 'date';
}

/** No line breaks and no braces in a name, so that code in a prompt is not taken for a variable by accident. */
const place = /\{\{[ \t]*([^{}|\n]{1,60}?)[ \t]*(?:\|([^{}]{0,2000}))?\}\}/g;

/** The variables of a prompt in the order in which they first stand in it, each once. */
export function promptVariables(text: string): readonly PromptVariable[] {
  const found = new Map<string, PromptVariable>();
  for (const [, name = '', fallback = ''] of text.matchAll(place)) {
    const known = found.get(name);
    if (known === undefined || known.fallback === '') found.set(name, { name, fallback, kind: kindOf(name) });
  }
  return [...found.values()];
}

/** The prompt with its variables replaced; one without a value or with an empty one takes its fallback. */
export function fillPrompt(text: string, values: { readonly [name: string]: string }): string {
  const fallbacks = new Map(promptVariables(text).map(({ name, fallback }) => [name, fallback]));
  return text.replace(place, (_whole, name: string) => {
    const value = Object.hasOwn(values, name) ? (values[name] ?? '') : '';
    return value === '' ? (fallbacks.get(name) ?? '') : value;
  });
}

function kindOf(name: string): PromptVariable['kind'] {
  return name === 'date' || name === 'clipboard' ? name : 'text';
}
