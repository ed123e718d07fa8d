/** Settings that may change while the server runs: with the names of the configuration, in the style of the other members. */
import { z } from "zod";
import { brandingFaults } from "../configuration/branding.ts";
import { quoted } from "../configuration/form.ts";
import { keyScheduleFaults } from "../configuration/key-schedule.ts";
import { AT_START, RUN_TIME, settingAt, valueAt } from "../configuration/run-time.ts";
import { SETTINGS_ID, type StoredSettings, settingsChange, withStored } from "../ports/registered.ts";
import type { SettingsInFile } from "../ports/registry.ts";
import type { FieldFault } from "../protocol/admin/occasion.ts";
import { colorsFrom } from "../protocol/colors.ts";
import { invalid, type Members, type Representation } from "./representation.ts";

/** `keyRotation.every` is the member `key_rotation_every`. */
export const memberOf = (setting: string): string =>
  setting.replaceAll(".", "_").replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const SETTINGS: Readonly<Record<string, string>> = Object.fromEntries(
  [...RUN_TIME, ...AT_START].map((setting) => [memberOf(setting), setting]),
);

/** The setting of a member. */
export const settingOf = (member: string): string => SETTINGS[member] ?? member;

/** What stands for a setting that nobody says and the settings in force leave out. */
function defaultOf(setting: string): unknown {
  const schema = settingAt(setting);
  return schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined;
}

/** The schema of a setting that may be missing, because a default stands for it. */
function optional(setting: string): z.ZodType {
  const whole = settingAt(setting);
  const inner = whole instanceof z.ZodDefault ? (whole.unwrap() as z.ZodType) : whole;
  return inner.optional().describe(whole.description ?? "");
}

const members = (settings: readonly string[]): Readonly<Record<string, z.ZodType>> =>
  Object.fromEntries(settings.map((setting) => [memberOf(setting), optional(setting)]));

const schema = z.strictObject(members(RUN_TIME));

/** Where a value comes from. */
export interface Origin {
  /** `file`: the configuration file says it. `stored`: it was changed at run time. */
  readonly from: "file" | "stored" | "default";
  readonly changeable: boolean;
}

/** One setting as it is in force. */
export interface SettingInForce extends Origin {
  readonly member: string;
  readonly value: unknown;
}

export function settingsInForce(
  { settings, written, atStart }: SettingsInFile,
  stored: StoredSettings["settings"],
): readonly SettingInForce[] {
  const inForce = withStored(settings, written, stored);
  const changeable = RUN_TIME.map((setting): SettingInForce => {
    const from = written.has(setting) ? "file" : Object.hasOwn(stored, setting) ? "stored" : "default";
    const value = valueAt(inForce, setting) ?? defaultOf(setting);
    return { member: memberOf(setting), value, from, changeable: from !== "file" };
  });
  const fixed = Object.entries(atStart).map(
    ([setting, value]): SettingInForce => ({
      ...{ member: memberOf(setting), value, changeable: false },
      from: written.has(setting) ? "file" : "default",
    }),
  );
  return [...changeable, ...fixed.filter(({ value }) => value !== undefined)];
}

interface Branding {
  readonly "branding.logo"?: string;
  readonly "branding.colors"?: Parameters<typeof colorsFrom>[0];
}

function read(
  accepted: Members,
  sent: ReadonlySet<string>,
  { inFile, beside }: Parameters<Representation<"settings">["read"]>[2],
): StoredSettings | readonly FieldFault[] {
  const stored = Object.fromEntries(
    Object.entries(accepted)
      .filter(([, value]) => value !== undefined)
      .map(([member, value]) => [settingOf(member), value]),
  );
  const { "branding.logo": logo, "branding.colors": colors } = stored as Branding;
  const faults = [
    ...[...brandingFaults("branding", { logo: ["logo", logo], ...(colors !== undefined && { colors }) })].map(
      ({ key, is, expected }) => invalid(`/${memberOf(key).replace("_colors_", "_colors/")}`, is, expected),
    ),
    ...Object.entries(accepted)
      .filter(([member, value]) => value !== undefined && sent.has(member) && inFile.written.has(settingOf(member)))
      .map(([member, value]) =>
        invalid(`/${member}`, JSON.stringify(value), "nothing, because the configuration file sets it"),
      ),
    ...((stored["selfService.scopes"] as readonly string[] | undefined) ?? []).flatMap((name, at) =>
      beside.scopes.includes(name)
        ? []
        : [invalid(`/self_service_scopes/${at}`, quoted(name), "a scope of the catalogue")],
    ),
    ...[...keyScheduleFaults(withStored(inFile.settings, inFile.written, stored))].map(({ key, is, expected }) =>
      invalid(`/${memberOf(key)}`, is, expected),
    ),
  ];
  if (faults.length > 0) return faults;
  return { settings: { ...stored, ...(colors !== undefined && { "branding.colors": colorsFrom(colors) }) } };
}

export const settings: Representation<"settings"> = {
  kind: "settings",
  title: "Settings",
  plural: "settings",
  single: SETTINGS_ID,
  // Who may replace the signing keys may do everything in the name of the server.
  scope: "candor:keys",
  schema,
  fixed: {
    id: z.literal(SETTINGS_ID).describe("Always `server`."),
    ...members(AT_START),
    origins: z
      .record(
        z.string(),
        z.strictObject({
          from: z.enum(["file", "stored", "default"]),
          changeable: z.boolean(),
        }),
      )
      .describe(
        "Where each value comes from: `file`, `stored` (changed at run time) or `default`. `changeable`: whether it can be changed here.",
      ),
  },
  idMember: "id",
  idOf: () => SETTINGS_ID,
  changeTo: settingsChange,
  membersOf: ({ settings: stored }) =>
    Object.fromEntries(Object.entries(stored).map(([setting, value]) => [memberOf(setting), value])),
  shownOf({ settings: stored }, inFile) {
    const all = settingsInForce(inFile, stored);
    return {
      ...Object.fromEntries(all.map(({ member, value }) => [member, value])),
      origins: Object.fromEntries(all.map(({ member, from, changeable }) => [member, { from, changeable }])),
    };
  },
  read,
};
