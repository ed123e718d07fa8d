/** What changes of the audit log are called in a sentence. */

export interface ShownChange {
  readonly at: number;
  /** `application/change`. */
  readonly action: string;
  readonly target: { readonly kind: string; readonly id: string };
  readonly members: readonly string[];
}

const MEMBERS: Readonly<Record<string, string>> = {
  redirect_uris: "redirect URIs",
  post_logout_redirect_uris: "sign-out redirect URIs",
  scope: "allowed scopes",
  default_scope: "default scopes",
  grant_types: "grant types",
  client_name: "name",
  token_endpoint_auth_method: "way to authenticate",
  token_endpoint_auth_methods: "ways to authenticate",
  client_secret: "secret",
  application_type: "type",
  pkce_required: "PKCE setting",
  access_token_lifetime: "token lifetime",
  refresh_lifetime: "token lifetime",
};

const ACTS: Readonly<Record<string, string>> = {
  add: "was added",
  change: "was changed",
  remove: "was removed",
  rotate: "was rotated",
  revoke: "was revoked",
};

/** `its redirect URIs were changed`, `the scope reports.read was removed`. */
export function changeText({ action, target: { kind, id }, members }: ShownChange): string {
  const act = action.split("/")[1] ?? "change";
  const names = [...new Set(members.map((member) => MEMBERS[member] ?? member.replaceAll("_", " ")))];
  if (kind === "application" && names.length > 0) {
    const shown = names.length > 2 ? `${names.slice(0, 2).join(", ")} and more` : names.join(" and ");
    return `its ${shown} ${names.length > 1 || /s$/.test(shown) ? "were" : "was"} changed`;
  }
  const what = kind === "application" ? "it" : kind === "key" ? "a signing key" : `the ${kind} ${id}`;
  if (kind === "settings") return "the settings of the server were changed";
  return `${what} ${ACTS[act] ?? "was changed"}`;
}

/** `3 minutes`, `1 hour`. */
export function durationBetween(from: number, to: number): string {
  const minutes = Math.max(0, Math.round((to - from) / 60_000));
  const [count, unit] =
    minutes < 90
      ? [minutes, "minute"]
      : minutes < 2_880
        ? [Math.round(minutes / 60), "hour"]
        : [Math.round(minutes / 1_440), "day"];
  return count === 0 ? "less than a minute" : `${count} ${unit}${count === 1 ? "" : "s"}`;
}

export const timesText = (count: number): string => (count === 1 ? "Once" : `${count.toLocaleString("en-US")} times`);
