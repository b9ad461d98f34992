/** The one Settings document, with its defaults. */
import type { Settings } from '../model/policy.ts';
import type { Documents } from './documents.ts';
import { secondsOf } from './instants.ts';
import { spotOfItem } from './positions.ts';
import type { Report } from './problems.ts';
import type { Teams } from './teams.ts';

export function compileSettings(documents: Documents, report: Report): Settings {
  const [first, ...others] = documents.Settings;
  for (const other of others) report.add('duplicate-settings', other.spot, 'Settings');
  if (!first && documents.faulty.Settings.size === 0 && !documents.incomplete) report.add('no-settings', null, 'the policy');
  const raw = first?.value ?? {};
  return {
    approval: {
      identityOwner: raw.approval?.identityOwner ?? 1,
      targetOwner: raw.approval?.targetOwner ?? 1,
      roleOwner: raw.approval?.roleOwner ?? 1,
      privileged: raw.approval?.privileged ?? [],
    },
    issues: { per: 'owner', mention: raw.issues?.mention ?? 'newPrivileged' },
    maxSilenceSeconds: secondsOf(raw.limits?.maxSilence ?? '2h'),
    reviewValidSeconds: secondsOf(raw.limits?.reviewValid ?? '7d'),
    snapshotMaxAgeSeconds: secondsOf(raw.limits?.snapshotMaxAge ?? '1d'),
    snapshot: raw.snapshot ?? false,
    stateKey: raw.stateKey ?? null,
  };
}

export function tellPrivilegedTeams(documents: Documents, teams: Teams, report: Report): void {
  for (const { source, value } of documents.Settings) {
    const names = value.approval?.privileged ?? [];
    for (const [i, name] of names.entries()) teams.check(name, spotOfItem(source, names, i), report);
  }
}
