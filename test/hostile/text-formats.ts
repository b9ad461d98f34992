/** What each format makes of a text, by a parser of that format; any that finds more than plain text says what. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { commandsIn, hiddenIn } from '../report/harmless.ts';

type Node = ReturnType<typeof fromMarkdown>['children'][number] | ReturnType<typeof fromMarkdown>;

/** The HTML that reports write themselves: nothing of a name is in it. */
const OWN_HTML = /^(?:<details><summary>[A-Za-z0-9 ,.:;'()-]*<\/summary>|<\/details>|<sub>|<\/sub>)$/;
const OWN_NODES = new Set([
  'root',
  'heading',
  'paragraph',
  'text',
  'inlineCode',
  'strong',
  'emphasis',
  'list',
  'listItem',
  'table',
  'tableRow',
  'tableCell',
  'html',
]);

/** What GitHub makes of plain text beyond Markdown: mentions, issues, commits, addresses, emoji, formulas. */
const LINKED = /@[A-Za-z0-9]|#\d|\bGH-\d|\b[0-9a-f]{7,40}\b|www\.|:\/\/|\$|\bmailto/i;
const EMOJI = /:[a-z0-9_+-]+:/;

/** Null, or what a reader of GitHub's Markdown would meet that is none of a report's own. */
export function beyondReport(markdown: string): string | null {
  const found: string[] = [];
  const look = (node: Node, isCell: number | null): void => {
    if (!OWN_NODES.has(node.type)) found.push(`a ${node.type}: ${JSON.stringify(node).slice(0, 200)}`);
    if (node.type === 'html' && !node.value.split('\n').every((line) => OWN_HTML.test(line)))
      found.push(`HTML: ${node.value.slice(0, 200)}`);
    if (node.type === 'text' && (LINKED.test(node.value) || EMOJI.test(node.value))) found.push(`linked: ${node.value.slice(0, 200)}`);
    if (node.type === 'heading' && node.depth !== 3) found.push(`a heading: ${JSON.stringify(node).slice(0, 200)}`);
    if (node.type === 'tableRow' && isCell !== null && node.children.length !== isCell)
      found.push(`a row of ${node.children.length} cells in a table of ${isCell}`);
    if ('children' in node) for (const child of node.children) look(child, node.type === 'table' ? (node.align?.length ?? null) : null);
  };
  look(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }), null);
  // The sign of a warning is an emoji of ours, in two code points.
  const hidden = hiddenIn(markdown.replaceAll('⚠️ ', '! '));
  return [...found, ...(hidden === null ? [] : [hidden])][0] ?? null;
}

/** Colours of ours, and nothing else that a terminal acts on; no line that the runner takes as a command. */
export function beyondTerminal(text: string): string | null {
  const bare = text.replace(/\u001b\[(?:1|22|2|31|32|33|39)m/g, '');
  return hiddenIn(bare) ?? commandsIn(bare)[0] ?? null;
}

/** The commands in a log, as the runner reads them: of a line that begins with `::`, name, properties and data. */
export interface RunnerCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const decoded = (text: string): string =>
  text.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

export function runnerCommands(log: string): readonly RunnerCommand[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) => {
    const [, head, data] = /^::(.*?)::(.*)$/s.exec(line.trimStart()) ?? [];
    if (head === undefined || data === undefined) return line.includes('##[') ? [{ command: '##[', properties: {}, data: line }] : [];
    const [, command = '', rest = ''] = /^(\S*) ?(.*)$/s.exec(head) ?? [];
    const pairs = rest.split(',').map((pair) => pair.split('=') as [string, string]);
    return [
      {
        command,
        properties: Object.fromEntries(pairs.map(([name, ...value]) => [name.trim(), decoded(value.join('='))])),
        data: decoded(data),
      },
    ];
  });
}
