/** All dialects, as compiled from dialects/*.yaml. */
import { heads, rests } from "./compiled.js";
import type { Dialect } from "./define.ts";
import { type Head, type Rest, unpacked } from "./packed.ts";

export const dialects: readonly Dialect[] = (JSON.parse(heads) as readonly Head[]).map((head, at) =>
  unpacked(head, () => JSON.parse(rests[at] ?? "") as Rest),
);
