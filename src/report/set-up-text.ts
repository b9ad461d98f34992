/** The set-up of GitHub, told line by line: what is wrong first, each with how to mend it, then what could not be read, then what is right. */
import type { SetUpLine } from '../model/set-up.ts';
import { shortened } from './escape.ts';
import { code, type Said, saidMarkdown, words } from './said.ts';
import { type Paint, wrap } from './terminal-layout.ts';

const groups = [
  { is: 'wrong', title: 'Wrong', paint: 'red' },
  { is: 'unreadable', title: 'Not readable with this token', paint: 'yellow' },
  { is: 'right', title: 'Right', paint: 'green' },
] as const;

export function setUpHeadline(lines: readonly SetUpLine[]): string {
  const [wrong, unreadable, right] = groups.map(({ is }) => lines.filter((l) => l.is === is).length);
  return `${wrong} wrong, ${unreadable} not readable with this token, ${right} right`;
}

/** Of GitHub come names only; a list of them has an end. */
const LONGEST = 400;

export function setUpText(lines: readonly SetUpLine[], paint: Paint): string {
  const parts = groups.flatMap(({ is, title, paint: colour }) => {
    const among = lines.filter((l) => l.is === is);
    if (among.length === 0) return [];
    const told = among.flatMap(({ line, found, mend }) => [
      ...wrap(`${line}: ${shortened(found, LONGEST)}`, '  ', '    '),
      ...(mend === '' ? [] : wrap(`→ ${mend}`, '    ', '      ').map(paint.dim)),
    ]);
    return ['', paint[colour](title), ...told];
  });
  return [paint.bold(`doctor: ${setUpHeadline(lines)}`), ...parts, ''].join('\n');
}

export function setUpMarkdown(lines: readonly SetUpLine[]): string {
  const parts = groups.flatMap(({ is, title }) => {
    const among = lines.filter((l) => l.is === is);
    if (among.length === 0) return [];
    const told = among.map(({ line, found, mend }) => {
      const said: Said = [words(line), ': ', code(shortened(found, LONGEST)), ...(mend === '' ? [] : [' → ' as const, words(mend)])];
      return `- ${saidMarkdown(said)}`;
    });
    return [`**${title}**`, '', ...told, ''];
  });
  return [`### nhi doctor: ${setUpHeadline(lines)}`, '', ...parts].join('\n');
}
