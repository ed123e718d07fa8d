/** All dialects, as compiled from dialects/*.yaml. */
import { heads, index, restOf } from "./compiled.js";
import type { Dialect } from "./define.ts";
import { Lookup } from "./lookup.ts";
import { unpacked } from "./packed.ts";

const lookup = new Lookup(
  index,
  heads.map(({ count }) => count),
);

export const dialects: readonly Dialect[] = heads.map((head, at) =>
  unpacked(
    head,
    () => restOf(at),
    (letters) => lookup.placesIn(at, letters),
  ),
);
