/** The scim connector before servers that read the RFCs otherwise. */
import { SCIM_FAULTS } from './scim-faults.ts';
import { ownSuite } from './suite.ts';

ownSuite('scim', SCIM_FAULTS);
