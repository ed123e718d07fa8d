/** What the console consists of: sections, each with its routes and its place in the navigation. */
import type { ComponentChildren } from "preact";
import type { Frame, PageHead } from "../../pages/console/layout.tsx";
import type { KnownUser } from "../../ports/hooks.ts";
import type { Soon } from "../../ports/soon.ts";
import type { Refused } from "../../protocol/occasion.ts";
import type { Caller } from "../../service/admin/caller.ts";
import type { Deps } from "../../service/deps.ts";
import type { SendOwn } from "./own-requests.ts";

export interface Section {
  /** Its links in the navigation; those whose scope the user's role doesn't allow aren't shown. */
  readonly links?: readonly NavLink[];
  readonly routes: readonly ConsoleRoute[];
}

/** The groups of the navigation, in their order. */
export type NavGroup = "" | "Registry" | "Watch" | "Users" | "Server";

export interface NavLink {
  readonly group: NavGroup;
  readonly label: string;
  /** Below `/console`. */
  readonly path: string;
  readonly icon: import("../../pages/console/icons.tsx").IconName;
  readonly needs?: string | undefined;
  /** Only for users of these roles; by default for all. */
  readonly roles?: readonly Caller["role"][];
}

/** One page or one action. */
export interface ConsoleRoute {
  readonly method: "GET" | "POST";
  /** Below `/console`. `:name` is one segment, which arrives decoded: `/applications/:id/secrets`. The first route that matches counts. */
  readonly path: string;
  /** The scope of the admin API that the caller needs, such as `candor:scopes:read`; without one, any signed-in user. */
  readonly needs?: string | undefined;
  /** Whose something is, is up to the handler: see `service/admin/caller.ts`. */
  readonly handle: (visit: Visit) => Promise<Outcome> | Outcome;
}

/** A request of a signed-in user, whose form is known to come from a page of the console. */
export interface Visit {
  readonly deps: Deps;
  readonly caller: Caller;
  readonly account: KnownUser;
  /** The id of the browser's session. */
  readonly sessionId: number;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The fields of a POST, of which several may have one name; none for GET. */
  readonly form: URLSearchParams;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly address: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** What every page of the console is drawn with. */
  readonly frame: Frame;
  /** Keeps a refusal in the journal for a page that shows it beside a form. */
  readonly note: (refused: Refused) => Soon<Noted>;
  /** Sends a request to this server, as if it came from where this one did. */
  readonly send: SendOwn;
}

/** What a form shows of its refusal. */
export interface Noted {
  /** With the reference at its end. */
  readonly says: string;
  readonly errorUri: string;
}

/** What a handler returns. Paths are below `/console`. */
export type Outcome =
  | { readonly is: "page"; readonly head: PageHead; readonly body: ComponentChildren; readonly status?: number }
  /** To another page, after a POST. The notice is shown there once. */
  | { readonly is: "go"; readonly to: string; readonly notice?: string }
  /** A download. */
  | {
      readonly is: "file";
      readonly name: string;
      readonly type: string;
      readonly content: string | AsyncIterable<string>;
    }
  | { readonly is: "json"; readonly value: unknown; readonly status?: number }
  /** Server-sent events, each a whole message (`data: …\n\n`). Ends when the reader is gone: `return` is called. */
  | { readonly is: "events"; readonly events: AsyncIterable<string> }
  /** The page of a reason, with its reference. */
  | { readonly is: "refused"; readonly refused: Refused }
  /** What doesn't exist, or isn't the caller's. */
  | { readonly is: "nothing" };

export const NOTHING: Outcome = { is: "nothing" };
