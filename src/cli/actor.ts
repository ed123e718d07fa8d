/** Who changes something on the command line, for the audit log. */
import { userInfo } from "node:os";
import type { Actor } from "../ports/audit.ts";

/** The user of this machine. In a container, a user may have only a number. */
export function commandActor(): Actor {
  try {
    return { is: "command", id: userInfo().username };
  } catch {
    return { is: "command", id: `uid ${process.getuid?.()}` };
  }
}
