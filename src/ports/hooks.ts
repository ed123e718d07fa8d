/** Functions of the operator that the server calls: extra claims, and a user store of the operator's own. */
import type { Account, Claims } from "./storage.ts";

/** What every hook is called with last. */
export interface HookContext {
  /** Aborted when the hook's time is over. Pass it on, for example to `fetch`. */
  readonly signal: AbortSignal;
}

/** What claims are asked for. */
export interface ClaimsRequest {
  /**
   * Where the claims go. `access_token`: the API and everyone who may introspect the token see them, and of a JWT also the
   * client. `id_token` and `userinfo`: the client sees them.
   */
  readonly for: "access_token" | "id_token" | "userinfo";
  /** The client that gets the token, or that calls userinfo. */
  readonly client: {
    /** client_id. */
    readonly id: string;
    /** As it is registered. */
    readonly name: string;
  };
  /** The resource identifier of the API that an access token is for; `undefined` if it is for none, and elsewhere. */
  readonly api: string | undefined;
  /** The user with all claims, whatever the scopes release; `undefined` if a client acts for itself. */
  readonly user:
    | {
        /** `sub`. */
        readonly subject: string;
        /** As it is stored. */
        readonly username: string;
        /** As they are stored: a copy. */
        readonly claims: Claims;
      }
    | undefined;
  /** The granted scopes. */
  readonly scopes: readonly string[];
  /** The grant type of the token request; `undefined` for userinfo. */
  readonly grantType: string | undefined;
  /** When the user signed in, in milliseconds since 1970; `undefined` if a client acts for itself, and for userinfo. */
  readonly authTime: number | undefined;
}

/** Claims to add: JSON values by name. `undefined` adds none. */
export type ExtraClaims = Readonly<Record<string, unknown>> | null | undefined;

/** Returns claims to add. If it fails, no token is issued. */
export type ClaimsHook = (request: ClaimsRequest, context: HookContext) => ExtraClaims | Promise<ExtraClaims>;

/** A user of your own store. */
export interface StoredUser {
  /** `sub` of tokens: 1 to 255 printable ASCII characters. It must never be given to another user. */
  readonly subject: string;
  /** The name on pages: 1 to 256 characters. */
  readonly username: string;
  /** Refuses sign-in, and everything that depends on the user, for as long as it is `true`. Default: `false`. */
  readonly disabled?: boolean | undefined;
  /** Claims of OpenID Connect Core 5.1, `groups` and `roles`, which scopes release. Others are only for the claims hook. */
  readonly claims?: Claims | undefined;
  /**
   * Ends all sessions and grants that began before this time, in milliseconds since 1970, and their tokens. Set it when a
   * password changes.
   */
  readonly endedAt?: number | undefined;
}

/** A user store of your own, in place of the built-in one. Operators stay in the built-in store. */
export interface UserStore {
  /** The user with this subject. It is called for every use of a token, code or session, so it should be fast. */
  readonly find: (
    subject: string,
    context: HookContext,
  ) => StoredUser | null | undefined | Promise<StoredUser | null | undefined>;
  /** The user who signs in with this name, as it was typed, without spaces around it. */
  readonly findByUsername: (
    username: string,
    context: HookContext,
  ) => StoredUser | null | undefined | Promise<StoredUser | null | undefined>;
  /**
   * Whether the password is right. For an unknown name it is called with `undefined`: take as long as for a known one, so that
   * nobody learns which names exist.
   */
  readonly verify: (user: StoredUser | undefined, password: string, context: HookContext) => boolean | Promise<boolean>;
}

/** What a user is asked by an app that the user isn't at: send the link by push, SMS or mail. */
export interface UserAsked {
  readonly user: { readonly subject: string; readonly username: string; readonly claims: Claims };
  readonly client: { readonly id: string; readonly name: string };
  /** What the app shows to the user too. */
  readonly bindingMessage: string | undefined;
  /** The page on which the user decides, once signed in. */
  readonly url: string;
  /** Until when, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Lets a user know. If it fails, the user can still decide on the page. */
export type AskUserHook = (asked: UserAsked, context: HookContext) => void | Promise<void>;

/** The hooks of a configuration. */
export interface Hooks {
  readonly claims?: ClaimsHook | undefined;
  readonly users?: UserStore | undefined;
  readonly askUser?: AskUserHook | undefined;
  /** Milliseconds that each call may take. */
  readonly timeout: number;
}

/** A user, whether the account is in the built-in store or in the operator's own. */
export type KnownUser = Pick<Account, "subject" | "username" | "role" | "disabled" | "claims" | "ended">;

export type HookName = "claims" | "askUser" | "users.find" | "users.findByUsername" | "users.verify";

/** How a hook failed. */
export type HookFailure =
  | { readonly is: "threw" }
  | { readonly is: "timed-out"; readonly timeout: number }
  | { readonly is: "unusable"; readonly because: string };

/** A hook failed. The request is refused and changes nothing. */
export class HookFault extends Error {
  readonly hook: HookName;
  readonly failure: HookFailure;

  /** `detail`: what was thrown, for the operator, without secrets. */
  constructor(hook: HookName, failure: HookFailure, detail: string) {
    super(detail);
    this.name = "HookFault";
    this.hook = hook;
    this.failure = failure;
  }
}
