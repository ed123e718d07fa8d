/** The profiles: one line for each file. The first one applies to clients that name none. */
import { fapi2MessageSigning, fapi2Security } from "./fapi2.ts";
import { oauth21 } from "./oauth21.ts";
import type { Profile } from "./profile.ts";

export const PROFILES: readonly [Profile, ...Profile[]] = [oauth21, fapi2Security, fapi2MessageSigning];
