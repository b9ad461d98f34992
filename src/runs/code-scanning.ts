/** What code scanning is handed of a look at everything: drift, findings and what was not read, each at its line of the policy. */
import { sarifLog, sarifOfReport, sarifOfStanding } from '../report/sarif.ts';
import type { Told } from '../report/issue-rows.ts';
import type { PolicyFiles } from './policy.ts';

/** `folder`: of the policy, in the repository. Only where few may read it: live access stands in it. */
export function codeScanningLog(told: Told, files: PolicyFiles['files'], folder: string): string {
  const inRepo = (file: string): string => `${folder}/${file}`;
  const targets = targetLines(files);
  const otherwise = inRepo([...files.keys()].sort()[0] ?? '');
  const of = { ...Object.fromEntries([...targets].map(([name, at]) => [name, inRepo(at)])), ...told.places };
  const places = { of: withInstances(of, told, targets, inRepo), otherwise, folder };
  const results = [...sarifOfReport(told.report, told.kinds, places), ...sarifOfStanding(told, places)];
  return sarifLog(results, { otherwise }).sarif;
}

/** Target → `file:line` of its name. A line that only looks like one costs a link, so nothing is compiled for it. */
function targetLines(files: PolicyFiles['files']): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [file, text] of files) {
    let kind = '';
    for (const [i, line] of text.split('\n').entries()) {
      if (line.startsWith('---')) kind = '';
      kind = /^kind:\s*(\w+)/.exec(line)?.[1] ?? kind;
      const [, name] = /^name:\s*["']?([a-z0-9-]+)/.exec(line) ?? [];
      if (kind === 'Target' && name !== undefined) found.set(name, `${file}:${i + 1}`);
    }
  }
  return found;
}

/** `vault.prod` stands where `vault` does. */
const withInstances = (
  of: Readonly<Record<string, string>>,
  { states }: Told,
  targets: ReadonlyMap<string, string>,
  inRepo: (file: string) => string,
): Readonly<Record<string, string>> => ({
  ...of,
  ...Object.fromEntries(
    [...states.keys()].flatMap((name) => {
      const at = targets.get(name.replace(/\..*$/, ''));
      return at === undefined ? [] : [[name, inRepo(at)] as const];
    }),
  ),
});
