/** The documents as the schema lets them through. Its twin is schema/policy.schema.json. */
import type { Cap, IdentityType, Mode, OnGone } from '../model/policy.ts';

export type RawValue = string | boolean | number;
export type RawValues = Readonly<Record<string, RawValue>>;

export interface RawTerms {
  readonly from?: string;
  readonly until?: string;
  readonly for?: string;
  readonly because?: string;
}

export interface RawGrant extends RawTerms {
  readonly grant: string;
  readonly account?: string;
  readonly facets?: RawValues;
  readonly facts?: RawValues;
}

export type RawGrantLine = string | RawGrant;
export type RawRoleLine = string | Readonly<Record<string, RawValues>>;
export type RawParameters = Readonly<Record<string, { readonly match?: string }>>;

export interface RawSettings {
  readonly approval?: {
    readonly identityOwner?: number;
    readonly targetOwner?: number;
    readonly roleOwner?: number;
    readonly privileged?: readonly string[];
  };
  readonly issues?: { readonly mention?: 'none' | 'newPrivileged' | 'all' };
  readonly limits?: { readonly maxSilence?: string; readonly reviewValid?: string; readonly snapshotMaxAge?: string };
  readonly snapshot?: boolean;
  readonly stateKey?: string;
}

export interface RawScope {
  readonly accounts: string | readonly string[];
  readonly kinds: readonly string[];
  readonly managedBy?: string;
  readonly fixAt?: string;
}

export interface RawDrift {
  readonly do?: 'report' | 'propose' | 'revoke' | 'restore';
  readonly after?: number;
}

export interface RawTarget {
  readonly name: string;
  readonly connector: string;
  readonly owner: string;
  readonly ceiling?: Mode;
  readonly authority?: 'lifecycle';
  readonly sentinels?: readonly string[];
  readonly onDisabled?: OnGone;
  readonly onAbsent?: OnGone;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly instances?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  readonly scope?: readonly RawScope[];
  readonly privileged?: readonly string[];
  readonly protected?: readonly string[];
  readonly drift?: { readonly unauthorized?: RawDrift; readonly missing?: RawDrift; readonly altered?: RawDrift };
  readonly giveBack?: 'propose' | 'restore';
  readonly limits?: {
    readonly revoke?: number;
    readonly revokePercent?: number;
    readonly offboard?: number;
    readonly grantPrivileged?: number;
  };
  readonly within?: string;
}

export interface RawTeam {
  readonly name: string;
  readonly github?: string;
  readonly directory?: string;
  readonly successor?: string;
  readonly mode?: Mode;
  readonly defaults?: { readonly environment?: string };
}

export interface RawRole {
  readonly name: string;
  readonly owner: string;
  readonly parameters?: RawParameters;
  readonly rollout?: { readonly first: number; readonly wait: string };
  readonly roles?: readonly RawRoleLine[];
  readonly access: readonly RawGrantLine[];
}

export type RawDirectory = string | { readonly account: string; readonly onDisabled?: OnGone; readonly onAbsent?: OnGone };

/** The fields that a table and its rows share with Identity. */
export interface RawFields {
  readonly type?: IdentityType;
  readonly owner?: string;
  readonly environment?: string;
  readonly purpose?: string;
  readonly directory?: RawDirectory;
  readonly accounts?: readonly string[];
  readonly roles?: readonly RawRoleLine[];
  readonly access?: readonly RawGrantLine[];
  readonly never?: readonly string[];
  readonly state?: 'active' | 'offboard' | 'release';
  readonly mode?: Mode;
  readonly from?: string;
  readonly until?: string;
}

export interface RawIdentity extends RawFields {
  readonly name: string;
}

export interface RawIdentitySet extends RawFields {
  readonly name: string;
  readonly each: string;
  readonly columns?: RawParameters;
  readonly rows: readonly (RawFields & Readonly<Record<string, unknown>>)[];
}

export interface RawRule {
  readonly id: string;
  readonly where: {
    readonly credential: true;
    readonly type?: readonly string[];
    readonly target?: readonly string[];
    readonly owner?: readonly string[];
  };
  readonly require: { readonly maxAge?: string; readonly maxIdle?: string; readonly maxCount?: number };
  readonly severity: 'low' | 'medium' | 'high';
  readonly act: 'report' | 'revoke';
}

export interface RawException {
  readonly id: string;
  readonly until: string;
  readonly owner: string;
  readonly because: string;
  readonly rule?: string;
  readonly for?: readonly string[];
  readonly limit?: string;
  readonly cap?: Cap;
  readonly count?: number;
}

export interface RawBreakGlass {
  readonly name: string;
  readonly who: string;
  readonly may: readonly ('keep' | 'deny' | 'pause')[];
  readonly covers: readonly string[];
  readonly never?: readonly string[];
  readonly longest: string;
}

export interface RawByKind {
  readonly Settings: RawSettings;
  readonly Target: RawTarget;
  readonly Team: RawTeam;
  readonly Role: RawRole;
  readonly Identity: RawIdentity;
  readonly IdentitySet: RawIdentitySet;
  readonly Rule: RawRule;
  readonly Exception: RawException;
  readonly BreakGlass: RawBreakGlass;
}

export type DocumentKind = keyof RawByKind;

export const DOCUMENT_KINDS: readonly DocumentKind[] = [
  'Settings',
  'Target',
  'Team',
  'Role',
  'Identity',
  'IdentitySet',
  'Rule',
  'Exception',
  'BreakGlass',
];

/** A plain boolean or integer is taken as its JSON spelling. */
export const textOfValue = (value: RawValue): string => String(value);
