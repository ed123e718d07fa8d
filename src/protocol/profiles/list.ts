/** The profiles: one line for each file. The first one applies to clients that name none. */
import { oauth21 } from "./oauth21.ts";
import type { Profile } from "./profile.ts";

export const PROFILES: readonly [Profile, ...Profile[]] = [oauth21];
