/** Text with ${parameters}: filled in once, and what is put in cannot change the shape of the text around it. */

export interface Template {
  readonly text: string;
  /** Literal, parameter, literal, ...; only literals at even places. */
  readonly parts: readonly string[];
}

const PARAMETER = /\$\{([A-Za-z][A-Za-z0-9_]*)\}/;

export const BUILT_IN: ReadonlySet<string> = new Set(['name', 'owner', 'environment']);

/** Stands for a value that is not known: no name has it, and no pattern but `*` matches it. */
export const VEIL = '\u0001';

export const hasParameters = (template: Template): boolean => template.parts.length > 1;
export const parametersOf = (template: Template): readonly string[] => template.parts.filter((_, i) => i % 2 === 1);

/** null: a `${` that is no parameter. */
export function template(text: string): Template | null {
  if (!text.includes('${')) return { text, parts: [text] };
  const parts = text.split(PARAMETER);
  return parts.some((part, i) => i % 2 === 0 && part.includes('${')) ? null : { text, parts };
}

/** Values are put in as they are: a `${` in one of them stays text, and `safeValue` has refused it before. */
export const fill = ({ parts }: Template, valueOf: (parameter: string) => string): string =>
  parts.length === 1 ? (parts[0] ?? '') : parts.map((part, i) => (i % 2 === 0 ? part : valueOf(part))).join('');

/**
 * What may be put in at all, whatever a pattern allows: none of the signs that separate parts of a name in some target
 * (`/ : , = *`, quotes, spaces), and no path step.
 */
export const safeValue = (value: string): boolean =>
  /^[\p{L}\p{N}_@+.-]+$/u.test(value) && value !== '.' && value !== '..' && value.length <= 256;
