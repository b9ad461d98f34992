/** The scim connector before systems that lie, break off and never end. */
import { HTTP_FAULTS } from './http-faults.ts';
import { scimSubject } from './scim-subject.ts';
import { hostileSuite } from './suite.ts';

const LISTS = HTTP_FAULTS.filter(({ plays }) => plays.do === 'page');
const config = { quirks: { paging: 'cursor' } } as const;

hostileSuite('scim, paged by index', scimSubject(), HTTP_FAULTS);
hostileSuite('scim, paged by cursor', scimSubject({ server: { cursors: {} }, config }), LISTS);
hostileSuite('scim, paged by cursor without totals', scimSubject({ server: { cursors: { totals: false } }, config }), LISTS);
