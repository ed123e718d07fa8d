/** Which admin API a command uses: that of a running server, or of a data directory. */
import { tokenFiles } from "../remote/kept-tokens.ts";
import { serverOf, sessionOf } from "../remote/session.ts";
import type { AdminApi } from "./admin-api.ts";
import { ArgumentFault } from "./assignments.ts";
import type { Opening } from "./compose-offline.ts";
import type { RegistryOptions } from "./options.ts";
import { overHttp } from "./over-http.ts";

/** Whether it is a server's: one was named, or nothing else was and somebody has signed in to one. */
export function isOnServer(options: RegistryOptions): boolean {
  if (options.server !== undefined) return true;
  if (isHere(options)) return false;
  return Boolean(process.env.CANDOR_SERVER) || tokenFiles(process.env).defaultServer() !== undefined;
}

const isHere = ({ config, data, demo }: RegistryOptions): boolean =>
  config !== undefined || data !== undefined || demo === true;

/** Opens it. @throws in words if there is none. */
export async function openApi(options: RegistryOptions, opening: Opening = {}): Promise<AdminApi> {
  if (options.server !== undefined && isHere(options))
    throw new ArgumentFault("Use either --server or a data directory (--data, --config, --demo), not both.");
  if (!isOnServer(options)) return (await import("./in-directory.ts")).inDirectory(options, opening);
  return overHttp(sessionOf(serverOf(options.server, process.env), process.env));
}
