/** Milliseconds of this thread's own work: what else the machine does at the time is not in them. */
export function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
