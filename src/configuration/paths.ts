/**
 * Which settings are paths, and where a relative one begins: in the folder of the configuration file. Never in the folder that somebody
 * happened to be in, since a start from another one would find no data there and make a new, empty server.
 */
import { isAbsolute, join } from "node:path";
import type { ConfigurationFault } from "./check.ts";
import { type Config, type Configuration, schema } from "./schema.ts";

const DATA = schema.shape.data.parse(undefined);

/**
 * A configuration whose paths begin in `folder`, the default of `data` too. They are as relative as `folder` is: never completed by the working
 * directory. What isn't text is left for the schema to refuse.
 */
export function resolvePaths(config: Config, folder: string): Config {
  const { data = DATA, tls } = config;
  const placed = (path: string): string =>
    typeof path !== "string" || path === "" || isAbsolute(path) ? path : join(folder, path);
  return {
    ...config,
    data: placed(data),
    ...(typeof tls === "object" && tls !== null && { tls: { ...tls, cert: placed(tls.cert), key: placed(tls.key) } }),
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
