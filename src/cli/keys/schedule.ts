/** The schedule of the server whose keys a command changes: from its configuration, or the defaults if there is none. */
import { existsSync } from "node:fs";
import { checkConfig } from "../../configuration/check.ts";
import { ConfigurationError } from "../../configuration/fault.ts";
import { configurationFile, loadConfig, settingsFrom } from "../../configuration/load.ts";
import { writtenIn } from "../../configuration/run-time.ts";
import { type Config, schema } from "../../configuration/schema.ts";
import { demoConfig } from "../../demo/world.ts";
import type { KeyAlg } from "../../ports/keys.ts";
import { contentOf, SETTINGS_ID, withStored } from "../../ports/registered.ts";
import type { Storage } from "../../ports/storage.ts";
import { type KeySchedule, keyScheduleOf } from "../../protocol/key-schedule.ts";
import { isInPostgres } from "../place.ts";
import { isAbsence } from "../registered-elsewhere.ts";
import type { KeysOptions } from "./options.ts";

/** `storage` may have settings that were changed while the server ran. */
export async function scheduleOf(
  options: KeysOptions,
  { registrations }: Pick<Storage, "registrations">,
): Promise<KeySchedule & { readonly additional: readonly KeyAlg[] }> {
  const config = await configOf(options);
  const parsed = schema.safeParse(config);
  // Problems are reported in the same words as at a start.
  const settings = settingsFrom(parsed.success ? parsed.data : checkConfig(config, process.env));
  const stored = await registrations.find("settings", SETTINGS_ID);
  const changed = stored === undefined ? {} : contentOf({ ...stored, kind: "settings" }).settings;
  const schedule = keyScheduleOf(withStored(settings, new Set(writtenIn(config)), changed));
  return { ...schedule, additional: parsed.data?.additionalKeys ?? [] };
}

async function configOf(options: KeysOptions): Promise<Config> {
  const { config, data, demo } = options;
  if (demo === true) return demoConfig();
  const here = process.cwd();
  try {
    return await loadConfig(configurationFile(config, here), here);
  } catch (error) {
    // A file that can't be used is no missing file: its keyRotation may differ from the defaults.
    const isAbsent = config === undefined && error instanceof ConfigurationError && isAbsence(error);
    const isElsewhere = (data !== undefined && existsSync(data)) || isInPostgres(options);
    if (isAbsent && isElsewhere) return { issuer: "http://localhost" };
    throw error;
  }
}
