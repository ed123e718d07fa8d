/** Two operators change the settings: what the second one has changed, what the first one has, and in what they differ. */
import { type SettingInForce, settingsInForce } from "../../admin/settings.ts";
import type { Differing } from "../../pages/console/meanwhile.tsx";
import { contentOf, SETTINGS_ID } from "../../ports/registered.ts";
import type { Visit } from "./section.ts";

/** Members as they are typed. */
export type Texts = ReadonlyMap<string, string>;

export const textsOf = (all: readonly SettingInForce[], textOf: (value: unknown, member: string) => string): Texts =>
  new Map(all.map(({ member, value }) => [member, textOf(value, member)]));

/**
 * The settings that a form was made from, by its version; `undefined` if that is forgotten. Without them, what somebody else has
 * changed since would look as if the form changed it back.
 */
export async function settingsAt({ deps }: Visit, etag: string): Promise<readonly SettingInForce[] | undefined> {
  const [, version] = /^"(\d{1,15})"$/.exec(etag) ?? [];
  if (version === undefined) return undefined;
  if (version === "0") return settingsInForce(deps.registries.settingsInFile, {});
  const found = await deps.storage.registrations.find("settings", SETTINGS_ID, Number(version));
  if (found === undefined) return undefined;
  return settingsInForce(deps.registries.settingsInFile, contentOf({ ...found, kind: "settings" }).settings);
}

/** What the form would change that somebody else has changed too, and what only somebody else has changed. */
export function differing(base: Texts, now: Texts, typed: Texts, labelOf: (member: string) => string): Differing {
  return [...now].flatMap(([member, current]) => {
    const [before = "", mine = before] = [base.get(member), typed.get(member)];
    if (mine !== before && mine !== current)
      return [{ member: labelOf(member), now: current || "none", yours: mine || "the default" }];
    return before === current || mine === current
      ? []
      : [{ member: labelOf(member), now: current || "none", yours: "not changed by you" }];
  });
}
