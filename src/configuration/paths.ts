/**
 * Which settings are paths. A relative one starts in the folder of the configuration file, never in the working directory: a
 * start from another directory would find no data there and make a new, empty server.
 */
import { isAbsolute, join } from "node:path";
import type { ConfigurationFault } from "./fault.ts";
import { type Config, type Configuration, schema } from "./schema.ts";

const DATA = schema.shape.data.parse(undefined);

/**
 * A configuration whose paths start in `folder`, including the default of `data`. They are as relative as `folder` is, and
 * never completed with the working directory. The schema refuses values that aren't strings.
 */
export function resolvePaths(config: Config, folder: string): Config {
  const { data = DATA, tls, mutualTls, accessLog, auditLog } = config;
  const placed = (path: string): string =>
    typeof path !== "string" || path === "" || isAbsolute(path) ? path : join(folder, path);
  return {
    ...config,
    data: placed(data),
    ...(typeof tls === "object" && tls !== null && { tls: { ...tls, cert: placed(tls.cert), key: placed(tls.key) } }),
    ...(typeof accessLog?.file === "string" && { accessLog: { ...accessLog, file: placed(accessLog.file) } }),
    ...(typeof auditLog?.file === "string" && { auditLog: { ...auditLog, file: placed(auditLog.file) } }),
    ...(typeof mutualTls?.authorities === "string" && {
      mutualTls: { ...mutualTls, authorities: placed(mutualTls.authorities) },
    }),
  };
}

/** The relative paths that have no starting point, because there is neither a file nor a folder. */
export function* relativePaths({
  data,
  tls,
  mutualTls,
  accessLog,
  auditLog,
}: Configuration): Generator<ConfigurationFault> {
  for (const [key, path] of Object.entries({
    data,
    "tls.cert": tls?.cert,
    "tls.key": tls?.key,
    "mutualTls.authorities": mutualTls?.authorities,
    "accessLog.file": accessLog?.file,
    "auditLog.file": auditLog?.file,
  })) {
    if (path === undefined || isAbsolute(path)) continue;
    yield {
      key,
      is: `${JSON.stringify(path)}, which is relative`,
      expected: "an absolute path, or `directory` among the options: the folder in which relative paths start",
    };
  }
}
