/**
 * Which settings are paths, and where a relative one begins: in the folder of the configuration file. Never in the folder that somebody
 * happened to be in, since a start from another one would find no data there and make a new, empty server.
 */
import { isAbsolute, resolve } from "node:path";
import type { ConfigurationFault } from "./check.ts";
import { type Config, type Configuration, schema } from "./schema.ts";

const DATA = schema.shape.data.parse(undefined);

/** A configuration whose paths are absolute, the default of `data` too. What is no text is left for the schema to refuse. */
export function resolvePaths(config: Config, folder: string): Config {
  const { data = DATA, tls } = config;
  const absolute = (path: string): string => (typeof path === "string" ? resolve(folder, path) : path);
  return {
    ...config,
    data: absolute(data),
    ...(tls && { tls: { ...tls, cert: absolute(tls.cert), key: absolute(tls.key) } }),
  };
}

/** The paths that begin nowhere, because there is neither a file nor a folder for them to begin in. */
export function* relativePaths({ data, tls }: Configuration): Generator<ConfigurationFault> {
  for (const [key, path] of Object.entries({ data, "tls.cert": tls?.cert, "tls.key": tls?.key })) {
    if (path === undefined || isAbsolute(path)) continue;
    yield {
      key,
      is: `${JSON.stringify(path)}, which is relative`,
      expected: "an absolute path, or `directory` among the options: the folder in which relative paths begin",
    };
  }
}
