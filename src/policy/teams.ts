/** Teams, who owns which folder, and whether a name is a Team. */
import { compareText } from '../model/order.ts';
import type { TeamPolicy } from '../model/policy.ts';
import type { Doc, Documents } from './documents.ts';
import { didYouMean } from './nearest.ts';
import { spotOfValue, type Spot } from './positions.ts';
import type { Report } from './problems.ts';
import { quoted } from './quoted.ts';
import type { DocumentKind, RawTeam } from './raw.ts';

export interface FolderTeam {
  readonly name: string;
  readonly environment: string | null;
}

export interface Teams {
  readonly docs: ReadonlyMap<string, Doc<RawTeam>>;
  /** Tells it where the name is no Team. */
  check(name: string, spot: Spot, report: Report): boolean;
  /** The Team in whose folder a file lies. */
  ofFile(path: string): FolderTeam | null;
}

/** The first of each name, in the order of files; the others are told. */
export function byName<T>(kind: DocumentKind, docs: readonly Doc<T>[], nameOf: (value: T) => string, report: Report): Map<string, Doc<T>> {
  const found = new Map<string, Doc<T>>();
  for (const doc of docs) {
    const name = nameOf(doc.value);
    if (found.has(name))
      report.add(
        'duplicate-name',
        spotOfValue(doc.source, doc.value as object, 'name' in (doc.value as object) ? 'name' : 'id'),
        `the ${kind} ${quoted(name)}`,
      );
    else found.set(name, doc);
  }
  return found;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

export function readTeams(documents: Documents, report: Report): Teams {
  const docs = byName('Team', documents.Team, (team) => team.name, report);
  const reserved = docs.get('unknown');
  if (reserved) report.add('reserved-name', spotOfValue(reserved.source, reserved.value, 'name'), 'the Team "unknown"');
  const folders = new Map<string, FolderTeam | null>();
  for (const { source, value } of docs.values()) {
    const folder = folderOf(source.path);
    // Two Teams in one folder own none.
    folders.set(folder, folders.has(folder) ? null : { name: value.name, environment: value.defaults?.environment ?? null });
  }
  const ofFolder = (folder: string): FolderTeam | null => folders.get(folder) ?? (folder === '' ? null : ofFolder(folderOf(folder)));
  return {
    docs,
    check(name, spot, told) {
      if (docs.has(name)) return true;
      if (!documents.faulty.Team.has(name)) told.add('unknown-team', spot, `the Team ${quoted(name)}`, didYouMean(name, docs.keys()));
      return false;
    },
    ofFile: (path) => ofFolder(folderOf(path)),
  };
}

/** `directoryOf` resolves a Team's group. */
export function compileTeams(
  teams: Teams,
  directoryOf: (written: string, spot: Spot) => TeamPolicy['directory'],
  report: Report,
): Map<string, TeamPolicy> {
  const compiled = new Map<string, TeamPolicy>();
  for (const [name, { source, value }] of [...teams.docs].sort((a, b) => compareText(a[0], b[0]))) {
    if (value.successor !== undefined) teams.check(value.successor, spotOfValue(source, value, 'successor'), report);
    compiled.set(name, {
      name,
      github: value.github ?? null,
      directory:
        value.directory === undefined || value.directory === 'none'
          ? null
          : directoryOf(value.directory, spotOfValue(source, value, 'directory')),
      successor: value.successor ?? null,
      mode: value.mode ?? 'enforce',
    });
  }
  return compiled;
}
