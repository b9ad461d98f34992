/** What a check run says: its conclusion by the exit code, its title, and annotations on the lines that cause each change. */
import { shortened, visible, visibleLines } from './escape.ts';
import type { Annotation } from './findings-text.ts';
import type { PullText } from './pull-comment.ts';

export interface CheckAnnotation {
  readonly path: string;
  readonly line: number;
  readonly level: 'failure' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

export interface Conclusion {
  readonly conclusion: 'success' | 'neutral' | 'action_required' | 'failure';
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly CheckAnnotation[];
}

/** Ten requests; more than anybody reads. */
const mostAnnotations = 500;

/**
 * 0: success. 1: failure. 2: neutral, for there is something to do and nothing wrong; a required check takes it as passed.
 * Whatever was cut is not green: a person has to look into the plan itself. Who must approve is proven by apply, not by this.
 */
function conclusionOf({ exitCode, complete }: PullText): Conclusion['conclusion'] {
  if (exitCode === 1) return 'failure';
  if (!complete) return 'action_required';
  return exitCode === 0 ? 'success' : 'neutral';
}

/** `text`: that of the comment. */
export function checkOutput(text: PullText, annotations: readonly Annotation[]): Conclusion {
  const placed = annotations.filter((a) => a.file !== null);
  const rest = placed.length - mostAnnotations;
  const more = rest > 0 ? `\n${rest.toLocaleString('en-US')} more annotations stand in the log only.\n` : '';
  return {
    conclusion: conclusionOf(text),
    title: shortened(visible(text.title), 240),
    summary: `${text.markdown}${more}`,
    annotations: placed.slice(0, mostAnnotations).map(annotated),
  };
}

const levels = { error: 'failure', warning: 'warning', notice: 'notice' } as const;

/** Plain text on GitHub, but not for whoever passes it on. */
const annotated = ({ level, file, line, title, message }: Annotation): CheckAnnotation => ({
  path: file as string,
  line,
  level: levels[level],
  title: shortened(visible(title), 200),
  message: visibleLines(shortened(message, 4000)),
});

/** Of a run that ended before it had anything to say. */
export const failedOutput = (message: string): Conclusion => ({
  conclusion: 'failure',
  title: 'nhi: the run failed, so nothing was compared',
  summary: `\`\`\`text\n${visibleLines(shortened(message, 8000)).replaceAll('```', "'''")}\n\`\`\`\n`,
  annotations: [],
});
