#!/usr/bin/env node
/** The one entry of dist/index.js: with arguments the terminal command, without them inside GitHub Actions the Action. */

// No static import and no top-level await, so that an older Node.js gets as far as the sentence below.
async function start(): Promise<void> {
  if (Number.parseInt(process.versions.node, 10) < 24) {
    process.stderr.write(
      `nhi-reconcile needs Node.js 24 or newer and this is ${process.versions.node}: install Node.js 24, then run the same command again.\n`,
    );
    process.exitCode = 1;
  } else if (process.env['GITHUB_ACTIONS'] === 'true' && process.argv.length <= 2) {
    await (await import('./action.ts')).main();
  } else {
    process.exitCode = await (await import('./cli.ts')).main(process.argv.slice(2));
  }
}

start().catch((error: unknown) => {
  // The faces tell what can go wrong; what arrives here is a fault of the program.
  process.stderr.write(`nhi-reconcile stopped by a fault of its own, please report it: ${String(error).replaceAll(/[\r\n]+/g, ' ')}\n`);
  process.exitCode = 1;
});
