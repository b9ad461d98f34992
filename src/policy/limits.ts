/** How much policy is read at all. Past these limits the text is hostile or a mistake, and reading it costs more than saying so. */

export const LIMITS = {
  fileBytes: 4 * 1024 * 1024,
  scalarLength: 64 * 1024,
  levels: 64,
  totalBytes: 256 * 1024 * 1024,
  files: 100_000,
  /** Values in one file: a policy has one in about 25 bytes. */
  values: 500_000,
  /** Lines that roles, tables and groups may expand to, in all and for one identity. */
  expandedLines: 2_000_000,
  expandedLinesOfIdentity: 20_000,
  rolesOfIdentity: 1_000,
  /** Problems told in one run, and of one sort at one place. */
  problems: 5_000,
  problemsAtOnePlace: 10,
} as const;
