/** Markdown as a reader of GitHub's takes it apart: headings, rows of tables, items of lists, as plain texts. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

type Node = ReturnType<typeof fromMarkdown>['children'][number] | ReturnType<typeof fromMarkdown>;

export interface Read {
  readonly headings: readonly string[];
  /** Each row as its cells, heads of tables too. */
  readonly rows: readonly (readonly string[])[];
  readonly items: readonly string[];
  readonly paragraphs: readonly string[];
  readonly codes: readonly string[];
}

const textOf = (node: Node): string =>
  'value' in node ? node.value : 'children' in node ? node.children.map((c) => textOf(c)).join('') : '';

export function readMarkdown(markdown: string): Read {
  const [headings, rows, items, paragraphs, codes]: [string[], string[][], string[], string[], string[]] = [[], [], [], [], []];
  const look = (node: Node): void => {
    if (node.type === 'heading') headings.push(textOf(node));
    if (node.type === 'tableRow') rows.push(node.children.map((cell) => textOf(cell)));
    if (node.type === 'listItem') items.push(textOf(node));
    if (node.type === 'paragraph') paragraphs.push(textOf(node));
    if (node.type === 'inlineCode') codes.push(node.value);
    if ('children' in node) for (const child of node.children) look(child);
  };
  look(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
  return { headings, rows, items, paragraphs, codes };
}
