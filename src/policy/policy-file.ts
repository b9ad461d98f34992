/** Which files a policy consists of, wherever they are read from, and how a problem of a whole file is told. */
import type { Finding } from '../model/plan.ts';
import { PROBLEMS, type ProblemCode } from './problems.ts';
import { shownPath } from './quoted.ts';

const IS_YAML = /\.ya?ml$/i;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;

export const isPolicyFile = (name: string): boolean => IS_YAML.test(name);
export const hasHiddenCharacters = (name: string): boolean => HIDDEN.test(name);

export const fileProblem = (code: ProblemCode, file: string, subject: string): Finding => ({
  rule: code,
  severity: PROBLEMS[code].severity,
  subject,
  at: `${shownPath(file)}:1:1`,
  remedy: `${PROBLEMS[code].means} ${PROBLEMS[code].todo}`,
});
