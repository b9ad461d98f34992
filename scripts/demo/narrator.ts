/** What the demo tells: on the terminal briefly, in its report whole; and what it claims, which must be true. */
import type { Run } from './product.ts';
import type { Page, Told } from './told.ts';

export interface Narrator {
  story(title: string): void;
  /** One line: what happens now. */
  step(text: string): void;
  /** Lines that belong to the step, as they are. */
  lines(lines: readonly string[]): void;
  /** A command and what came of it. `whole`: Markdown for the report. */
  ran(command: string, code: number, shown: readonly string[], whole: string): void;
  /** What a person would see now. */
  page(page: Page): void;
  /** Throws where it is not true. */
  claim(text: string, isTrue: boolean): void;
  readonly claims: number;
  readonly told: readonly Told[];
}

/** What the demo says is not so. */
export class FalseClaim extends Error {
  constructor(claim: string) {
    super(`this should be true and is not: ${claim}`);
    this.name = 'FalseClaim';
  }
}

const WIDTH = 80;

export function makeNarrator(write: (text: string) => void, isColoured: boolean): Narrator {
  const paint = (on: number) => (text: string) => (isColoured ? `\u001b[${on}m${text}\u001b[0m` : text);
  const [bold, dim, green] = [paint(1), paint(2), paint(32)];
  const say = (text: string, first: string, rest: string, style = (line: string) => line) => {
    for (const line of wrapped(text, first, rest)) write(`${style(line)}\n`);
  };
  const told: Told[] = [];
  const keep = (...texts: readonly string[]) => told.push(...texts.map((markdown) => ({ is: 'text' as const, markdown })));
  let [steps, claims] = [0, 0];
  return {
    story(title) {
      steps = 0;
      write('\n');
      say(title, '', '', bold);
      keep(`## ${title}`);
    },
    step(text) {
      steps += 1;
      write('\n');
      say(text, `${steps}. `, '   ');
      keep(`**${steps}.** ${text}`);
    },
    lines(lines) {
      for (const line of lines) write(`     ${line}\n`);
      keep(`\`\`\`text\n${lines.join('\n')}\n\`\`\``);
    },
    ran(command, code, shown, whole) {
      say(`$ ${command}`, '   ', '       ', bold);
      for (const line of fitting(shown)) write(`${dim('   |')} ${line}\n`.replace(/ +\n$/, '\n'));
      keep(`\`${command}\` ended with exit code ${code}:`, whole.trim());
    },
    page(page) {
      say(`${page.name}: ${page.title} (${page.state})`, '   → ', '     ', dim);
      told.push({ is: 'page', page });
    },
    claim(text, isTrue) {
      if (!isTrue) throw new FalseClaim(text);
      claims += 1;
      say(text, '   ✓ ', '     ', green);
      keep(`✓ ${text}`);
    },
    get claims() {
      return claims;
    },
    told,
  };
}

function wrapped(text: string, first: string, rest: string, width = WIDTH): readonly string[] {
  const lines = [first];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    const isEmpty = line === first || line === rest;
    if (!isEmpty && line.length + 1 + word.length > width) lines.push(rest + word);
    else lines[lines.length - 1] = isEmpty ? line + word : `${line} ${word}`;
  }
  return lines;
}

/** The command wraps at 80 columns; beside our mark there are fewer, so what it wrapped is put together and wrapped anew. */
function fitting(lines: readonly string[]): readonly string[] {
  const whole: string[] = [];
  for (const line of lines) {
    const before = whole.at(-1) ?? '';
    const [word = ''] = line.trim().split(' ');
    const last = before.slice(before.lastIndexOf('\n') + 1);
    const isContinued =
      word !== '' &&
      word !== '-' &&
      !CHANGE.test(before) &&
      last.length <= WIDTH &&
      last.length + 1 + word.length > WIDTH &&
      // The command indents what it wraps.
      indentOf(line).length > indentOf(before).length;
    if (isContinued) whole[whole.length - 1] = `${before}\n${line}`;
    else whole.push(line);
  }
  return whole.flatMap((text) => {
    const [first = '', ...rest] = text.split('\n');
    const indent = indentOf(first);
    return wrapped(
      [first, ...rest].map((line) => line.trim()).join(' '),
      indent,
      rest[0] === undefined ? `${indent}  ` : indentOf(rest[0]),
      WIDTH - 5,
    );
  });
}

/** The line of a change: what follows it says why. */
const CHANGE = /^ +[GRA]-[0-9a-f]{4}/;
const indentOf = (line: string): string => /^ */.exec(line)?.[0] ?? '';

const SHOWN = /^(UNKNOWN|Due|Changes|Blocked|First sight)/;
const MOST_LINES = 20;

/** Of a report in text: the verdict, what is due or blocked, and the exit code; the rest stands in the Markdown. */
export function shortened({ answer, code }: Run): readonly string[] {
  const sections = answer.trimEnd().split('\n\n');
  const [first = '', ...others] = sections;
  const shown = others.filter((section) => SHOWN.test(section));
  const lines = shown.flatMap((section) => ['', ...section.split('\n')]);
  const more = lines.length > MOST_LINES ? [`… and ${lines.length - MOST_LINES} more, in the report`] : [];
  return [...first.split('\n'), ...lines.slice(0, MOST_LINES), ...more, '', exitWords(code)];
}

/** Of an apply: what was written, as it was told, and what the second read shows. */
export function carriedOut({ progress, answer, code }: Run): readonly string[] {
  const verdict = /^### (.*)$/m.exec(answer)?.[1] ?? '';
  return [...progress, ...(progress.length > 0 ? ['', 'Read again:'] : []), verdict, exitWords(code)];
}

const MEANING: readonly string[] = ['nothing is left to do', 'something is wrong', 'there is something to do, or to wait for'];
const exitWords = (code: number): string => `exit ${code}: ${MEANING[code] ?? 'not one of its exit codes'}`;
