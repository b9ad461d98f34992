/** The scim connector before systems that lie, break off and never end. */
import { HTTP_FAULTS } from './http-faults.ts';
import { scimSubject } from './scim-subject.ts';
import { hostileSuite } from './suite.ts';

hostileSuite('scim, paged by index', scimSubject(), HTTP_FAULTS);
