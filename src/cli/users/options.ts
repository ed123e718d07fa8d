/** The options of `candor users`. */
import type { Role } from "../../ports/storage.ts";
import type { DataOptions } from "../data-options.ts";

export type UsersAct = "add" | "list" | "show" | "set" | "disable" | "enable" | "password" | "remove";

export interface UsersOptions extends DataOptions {
  readonly server?: string;
  readonly json?: boolean;
  readonly search?: string;
  readonly where?: readonly string[];
  readonly limit?: number;
  readonly after?: string;
  readonly all?: boolean;
  readonly username?: string;
  readonly role?: Role;
  readonly claim?: readonly string[];
  readonly claims?: string;
  readonly attribute?: readonly string[];
  readonly groups?: readonly string[];
  readonly roles?: readonly string[];
  readonly passwordStdin?: boolean;
  readonly generate?: boolean;
  readonly force?: boolean;
}
