/** Prints the messages of a flow as they come. */
import type { Reporter } from "../../checker/flow/reporter.ts";
import { jwtOf } from "../../checker/jwt.ts";
import { visible } from "../../render/characters.ts";
import { print } from "../print.ts";
import { heading, paint, say, show } from "./messages.ts";

export const toTerminal: Reporter = {
  section: heading,
  say,
  show,
  decoded(what, token) {
    const jwt = jwtOf(token);
    if (jwt === undefined) return;
    say(`${what}:`);
    for (const line of JSON.stringify(jwt, undefined, 2).split("\n")) say(`  ${line}`);
  },
  checked(all) {
    for (const { what, isFine, says } of all)
      print(`${isFine ? paint(32, "✓") : paint(31, "✗")} ${visible(`${what}: ${says}`)}`);
  },
};
