/** `SIGHUP`: reads the configuration file again, and says in the log what came of it. */
import { ConfigurationError } from "../configuration/fault.ts";
import type { Config } from "../configuration/schema.ts";
import type { Candor } from "../index.ts";
import type { Log } from "../ports/log.ts";

/** Returns the configuration that is in force now; `undefined` if nothing has changed because of a fault. `read`: the file, as it is now. */
export async function reload(
  candor: Pick<Candor, "reload">,
  log: Log,
  read: () => Promise<Config>,
): Promise<Config | undefined> {
  try {
    const config = await read();
    const { changed, restart } = await candor.reload(config);
    const what = changed.length === 0 ? "Nothing has changed" : `Changed: ${changed.join(", ")}`;
    log.notice({ changed }, `The configuration was reloaded. ${what}`);
    if (restart.length > 0)
      log.warn(
        { settings: restart },
        `Restart the server to put these in force: ${restart.join(", ")}. Until then, they keep their former values`,
      );
    return config;
  } catch (error) {
    const faults = error instanceof ConfigurationError ? error.faults : undefined;
    const why = faults?.map(({ key, is, expected }) => `${key} is ${is}; expected ${expected}`) ?? [
      (error as Error).message,
    ];
    log.error({ faults }, `The configuration was not reloaded, and nothing has changed. ${why.join(". ")}`);
    return undefined;
  }
}
