// What runs a configuration file inside the executable. It imports `candor` from there.
import { createRequire } from "node:module";
import jiti from "../../node_modules/jiti/dist/jiti.cjs";
import * as candor from "../../src/configuration/define.ts";

const { load } = globalThis[Symbol.for("candor.executable")];

const transform = (options) => load("./babel.js")(options);

/** Throws what the file throws. */
const onError = (error) => {
  throw error;
};

export function createJiti(_, { alias, ...options }) {
  const own = { ...options, virtualModules: { candor: { ...candor } }, transform };
  return jiti(process.execPath, own, { onError, nativeImport: (id) => import(id), createRequire });
}
