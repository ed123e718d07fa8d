#!/usr/bin/env node
/** Checks that Node is new enough before loading anything that an older one lacks. */

/** `engines` of package.json. */
const LEAST = [22, 13] as const;

/** What is started often starts without the other commands. */
function programFor(command: string | undefined): Promise<{ run(): Promise<void> }> {
  if (command === "explain") return import("./explain-program.ts");
  if (command === "serve") return import("./serve-program.ts");
  if (command === "mock") return import("./mock-program.ts");
  return import("./program.ts");
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) {
  const [, , command] = process.argv;
  // Whoever can write there can write this file as well. Where nobody can, nothing is kept. An executable has its own.
  const keeps = command === "explain" && import.meta.url.startsWith("file:");
  if (keeps) process.getBuiltinModule("node:module").enableCompileCache(`${import.meta.dirname}/../compiled`);
  // The executable is made of CommonJS, which has no await here.
  void programFor(command).then(({ run }) => run());
} else {
  console.error(
    `Candor needs Node ${LEAST.join(".")} or newer, but this is ${process.versions.node}. In the repository, npm start uses a Node of its own.`,
  );
  process.exitCode = 1;
}
