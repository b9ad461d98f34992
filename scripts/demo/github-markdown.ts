/** Markdown as GitHub shows it: its dialect, raw HTML through its sanitizer, line ends kept where people talk. Mentions are no links. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { newlineToBreak } from 'mdast-util-newline-to-break';
import { toHast } from 'mdast-util-to-hast';
import { raw } from 'hast-util-raw';
import { sanitize } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import { gfm } from 'micromark-extension-gfm';

/** `where`: a line that ends within a paragraph ends on the page of an issue or a pull request, and is only a space elsewhere. */
export function githubHtml(markdown: string, where: 'conversation' | 'document'): string {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  if (where === 'conversation') newlineToBreak(tree);
  return toHtml(sanitize(raw(toHast(tree, { allowDangerousHtml: true }))));
}
