/** All dialects, as compiled from dialects/*.yaml. */
import { heads, restOf } from "./compiled.js";
import type { Dialect } from "./define.ts";
import { unpacked } from "./packed.ts";

export const dialects: readonly Dialect[] = heads.map((head, at) => unpacked(head, () => restOf(at)));
