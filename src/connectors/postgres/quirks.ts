/** What differs between versions of the server, as a table. */

/** From 16 on a membership has a row per grantor, and options of its own; before, the member's rolinherit stands for all (docs/16/release-16). */
export const hasMembershipOptions = (version: number): boolean => version >= 160_000;

/** MAINTAIN came with 17. */
export const hasMaintain = (version: number): boolean => version >= 170_000;

/** Default privileges for large objects came with 18. */
export const hasDefaultLargeObjects = (version: number): boolean => version >= 180_000;

/** initdb gives its own roles lower oids, users get this one and above (FirstNormalObjectId). */
export const FIRST_USER_OID = 16_384;

/** Everybody: not a role, oid 0 in an ACL. */
export const PUBLIC_OID = '0';
