#!/usr/bin/env node
/** Sees that Node is new enough before anything is loaded that an older one does not have. */

/** `engines` of package.json. */
const LEAST = [22, 13] as const;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) {
  const { run } = await import("./program.ts");
  await run();
} else {
  console.error(
    `Candor needs Node ${LEAST.join(".")} or newer, and this is ${process.versions.node}; npm start in its repository brings its own.`,
  );
  process.exitCode = 1;
}
