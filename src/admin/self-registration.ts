/** How an application registered itself, as the admin API shows it. */
import { z } from "zod";
import { BY_ANYBODY, isUnvouched, type StoredApplication } from "../ports/registered.ts";
import type { Members } from "./representation.ts";

const software = z.string().optional();

export const SELF_REGISTRATION = z
  .strictObject({
    registered_at: z.iso.datetime(),
    by: z.string().describe("The id of the initial access token; `anybody` if none was needed."),
    label: z.string().optional().describe("Whom that token was for."),
    network: z.string().optional().describe("The network that it came from."),
    vouched: z
      .boolean()
      .describe("Whether somebody vouches for it: it has an owner or a team, is first-party, or had a token."),
    software_id: software.describe("What it says of its software."),
    software_version: software.describe("The version of that software."),
    left_out: z
      .array(
        z.strictObject({
          member: z.string(),
          values: z.array(z.string()).optional().describe("The values that it didn't get. Without them, all of it."),
        }),
      )
      .describe("What it asked for and didn't get, because the policy or this server doesn't allow it."),
  })
  .optional()
  .describe("How it registered itself; none if somebody else registered it.");

/** None for an application that somebody else registered. */
export function shownSelfRegistration(stored: StoredApplication): Members {
  const { registration } = stored;
  if (registration === undefined) return {};
  const { at, by = BY_ANYBODY, label, network, leftOut = [] } = registration;
  return {
    registration: {
      ...{ registered_at: new Date(at).toISOString(), by },
      ...(label !== undefined && { label }),
      ...(network !== undefined && { network }),
      vouched: !isUnvouched(stored),
      ...softwareOf(stored),
      left_out: leftOut,
    },
  };
}

/** What it says of its software when it registers itself. */
export function softwareOf({ registration }: StoredApplication): {
  readonly software_id?: string;
  readonly software_version?: string;
} {
  const { software_id: id, software_version: version } = registration?.members ?? {};
  return {
    ...(typeof id === "string" && { software_id: id }),
    ...(typeof version === "string" && { software_version: version }),
  };
}
