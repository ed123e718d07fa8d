/** The schedule of the server whose keys a command changes: from its configuration, or the defaults if there is none. */
import { existsSync } from "node:fs";
import { checkConfig } from "../../configuration/check.ts";
import { ConfigurationError } from "../../configuration/fault.ts";
import { keyScheduleFrom } from "../../configuration/key-schedule.ts";
import { configurationFile, loadConfig } from "../../configuration/load.ts";
import { type Config, schema } from "../../configuration/schema.ts";
import { demoConfig } from "../../demo/world.ts";
import type { KeySchedule } from "../../protocol/key-schedule.ts";
import type { KeysOptions } from "./options.ts";

export async function scheduleOf(options: KeysOptions): Promise<KeySchedule> {
  const config = await configOf(options);
  const parsed = schema.safeParse(config);
  // Problems are reported in the same words as at a start.
  return keyScheduleFrom(parsed.success ? parsed.data : checkConfig(config, process.env));
}

async function configOf({ config, data, demo }: KeysOptions): Promise<Config> {
  if (demo === true) return demoConfig();
  const here = process.cwd();
  try {
    return await loadConfig(configurationFile(config, here), here);
  } catch (error) {
    const isMissing = error instanceof ConfigurationError && config === undefined && data !== undefined;
    if (isMissing && existsSync(data)) return { issuer: "http://localhost" };
    throw error;
  }
}
