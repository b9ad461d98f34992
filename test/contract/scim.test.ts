/** The scim connector keeps the contract, towards servers that differ in how memberships are shown and written. */
import { PROFILES, scimSubject } from './scim-subject.ts';
import { contractSuite } from './suite.ts';

for (const [name, profile] of Object.entries(PROFILES)) contractSuite(`scim, ${name},`, scimSubject(profile));
