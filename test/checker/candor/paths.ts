/** Faults that are written for oidc-provider, before Candor: a layer in between gives each the paths that it knows. */
import type { Between, Message, Mutant } from "../through.ts";

/** Candor's, and those of oidc-provider. */
const PATHS: readonly (readonly [string, string])[] = [
  ["/authorize", "/auth"],
  ["/par", "/request"],
  ["/userinfo", "/me"],
  ["/introspect", "/token/introspection"],
  ["/revoke", "/token/revocation"],
  ["/device_authorization", "/device/auth"],
  ["/bc-authorize", "/backchannel"],
  ["/register", "/reg"],
  ["/sign-out", "/session/end"],
];

const theirs = new Map(PATHS);
const ours = new Map(PATHS.map(([candor, peer]) => [peer, candor]));
const moved = (message: Message, paths: ReadonlyMap<string, string>): Message => ({
  ...message,
  path: paths.get(message.path) ?? message.path,
});

/** The same fault, with Candor behind it. */
export function atCandor(mutant: Mutant): Mutant {
  const { between } = mutant;
  return between === undefined ? mutant : { ...mutant, between: (server) => translated(between(server)) };
}

const translated =
  (between: Between): Between =>
  (message, ask) =>
    between(moved(message, theirs), (asked) => ask(moved(asked, ours)));
