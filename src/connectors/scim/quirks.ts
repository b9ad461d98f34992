/** What servers do differently, as a table: each row is what the vendor documents, or what the RFCs leave open. */

export interface Quirks {
  readonly paging: 'index' | 'cursor';
  readonly pageSize: number;
  /** May `attributes=` be sent? Required by RFC 7644 §3.9, ignored by some. */
  readonly projection: boolean;
  /**
   * Where memberships are read. members: a GET of each group. memberFilter: groups filtered by each account. pairFilter:
   * by each group and account. userGroups: the accounts' `groups` attribute.
   */
  readonly membership: 'members' | 'memberFilter' | 'pairFilter' | 'userGroups';
  /** The attribute of a filter by member. */
  readonly memberPath: 'members.value' | 'members';
  /** Does the vendor document that a group without `members` is empty? Else it is unproven. */
  readonly omittedMembers: 'empty' | 'unproven';
  /** How one member is taken out. put: a whole list, with If-Match. */
  readonly remove: 'filterPath' | 'valueArray' | 'put';
  /** How `active` is written: with a path, or as a value object. */
  readonly active: 'path' | 'value';
  /** Are "True" and "False" text? */
  readonly booleanText: boolean;
  /** Do PATCH paths with a value filter work on accounts? Roles and entitlements need them. */
  readonly attributePatch: boolean;
  /** Is DELETE of an account harmless enough to be done by a machine? */
  readonly deleteIsSafe: boolean;
}

/** RFC 7643 and 7644 by the letter, and careful where they leave it open. */
const generic: Quirks = {
  paging: 'index',
  pageSize: 100,
  projection: true,
  membership: 'members',
  memberPath: 'members.value',
  omittedMembers: 'unproven',
  remove: 'filterPath',
  active: 'path',
  booleanText: false,
  attributePatch: true,
  deleteIsSafe: false,
};

export const PROFILES = {
  generic,
  // Servers built for Entra store what its client sends: "False" as text. Its remove with a value array is not copied: by
  // RFC 7644 §3.5.2.2 it removes all members, and strict servers do that.
  entra: { ...generic, booleanText: true },
  // GetGroup and ListGroups return empty members; documented filters by member name the group as well; at most 100 a page;
  // users have no multi-valued attributes; totals come without a cursor only.
  'aws-iam-identity-center': {
    ...generic,
    paging: 'cursor',
    projection: false,
    membership: 'pairFilter',
    memberPath: 'members',
    attributePatch: false,
  },
  // A filter path on a user is silently ineffective; DELETE cannot be undone: it destroys tokens and keys.
  'github-emu': { ...generic, active: 'value', attributePatch: false },
  // Deactivates by active:false, never by DELETE; filters are `eq` only, which is all that is sent.
  okta: { ...generic },
  // The default page is 10, the largest 1000.
  slack: { ...generic, pageSize: 500 },
} as const satisfies Readonly<Record<string, Quirks>>;

export type Profile = keyof typeof PROFILES;

/** Member counts at which a server has probably cut the list: they are looked at a second time. */
export const SUSPICIOUS_COUNTS: ReadonlySet<number> = new Set([100, 200, 250, 500, 1000]);

export const quirksOf = (profile: Profile, own: Partial<Quirks> = {}): Quirks => ({ ...PROFILES[profile], ...own });
