/** The tabs on which an application is changed: the members that each of them shows, and how its form is read. */
import type { Members } from "../../../admin/representation.ts";
import { METHOD_NAMES } from "../../../protocol/client-authentication/index.ts";
import { GRANT_TYPES } from "../../../protocol/grants/index.ts";
import { RESPONSE_TYPES } from "../../../protocol/response-types.ts";
import { isSelected, linesIn, numberIn, selectedIn, textIn } from "../form.ts";

export interface Tab {
  readonly path: string;
  readonly label: string;
  readonly lead: string;
  readonly fields: readonly TabField[];
}

/** A member, and how its form shows it. */
export interface TabField {
  readonly member: string;
  readonly label: string;
  readonly hint: string;
  readonly as: "text" | "lines" | "words" | "seconds" | "box" | "several" | "scopes";
  readonly choices?: readonly (readonly [value: string, label: string])[];
  /** A title above the field, where a group begins. */
  readonly group?: string;
}

const AUTH: Readonly<Record<string, string>> = {
  none: "No secret: it runs where a secret can't be kept",
  client_secret_basic: "Secret in the Authorization header",
  client_secret_post: "Secret in the body",
  private_key_jwt: "JWT that it signs with its key",
  client_secret_jwt: "JWT with a MAC by its secret",
  tls_client_auth: "Certificate of an authority, in the TLS connection",
  self_signed_tls_client_auth: "Certificate of its own, in the TLS connection",
};
const GRANTS: Readonly<Record<string, string>> = {
  authorization_code: "Users sign in with a browser",
  refresh_token: "Access goes on when the user is away",
  client_credentials: "It acts for itself, without a user",
  "urn:ietf:params:oauth:grant-type:device_code": "It runs where nobody types: users enter a code elsewhere",
  "urn:ietf:params:oauth:grant-type:token-exchange": "It exchanges tokens for others",
  "urn:ietf:params:oauth:grant-type:jwt-bearer": "Another issuer vouches for the user",
};

const RESPONSES: Readonly<Record<string, string>> = {
  code: "A code, which it redeems for tokens",
  id_token: "An ID token",
  "id_token token": "An ID token and an access token",
  "code id_token": "A code and an ID token",
  "code token": "A code and an access token",
  "code id_token token": "A code, an ID token and an access token",
  none: "Nothing: it only learns that the user agreed",
};

const named = (names: readonly string[], labels: Readonly<Record<string, string>>) =>
  names.map((name) => [name, labels[name] === undefined ? name : `${labels[name]} (${name})`] as const);

export const TABS: readonly Tab[] = [
  {
    path: "settings",
    label: "Settings",
    lead: "What it is, whose it is, how it authenticates, and how long its tokens last.",
    fields: [
      {
        member: "client_name",
        label: "Name",
        hint: "Users see it when they sign in and agree.",
        as: "text",
        group: "Identity",
      },
      { member: "owner", label: "Owner", hint: "User name of who may see its refusals and change it.", as: "text" },
      { member: "team", label: "Team", hint: "Its members may do the same.", as: "text" },
      {
        member: "disabled",
        label: "Disabled",
        hint: "Every request of it is refused, and its tokens end. Only an operator enables it again.",
        as: "box",
      },
      {
        member: "first_party",
        label: "First party",
        hint: "Users aren't asked whether they agree: for your own apps.",
        as: "box",
      },
      {
        member: "application_type",
        label: "Where it runs",
        hint: "",
        as: "several",
        choices: [
          ["web", "In a browser or on a server"],
          ["native", "On the user's device: a mobile or desktop app, or a command line"],
        ],
        group: "Protocol",
      },
      {
        member: "token_endpoint_auth_methods",
        label: "How it authenticates",
        hint: "",
        as: "several",
        choices: named(METHOD_NAMES, AUTH),
      },
      {
        member: "tls_client_auth_subject_dn",
        label: "Subject of its certificate",
        hint: "For a certificate of an authority, as RFC 4514 writes it: CN=client,O=Example. Other names can be set through the admin API.",
        as: "text",
      },
      {
        member: "tls_client_certificate_bound_access_tokens",
        label: "Tokens are bound to its certificate",
        hint: "It must connect with one, and a copy of its tokens is useless without the certificate's key.",
        as: "box",
      },
      {
        member: "grant_types",
        label: "How it gets tokens",
        hint: "",
        as: "several",
        choices: named(GRANT_TYPES, GRANTS),
      },
      {
        member: "response_types",
        label: "What browsers bring it",
        hint: "Codes, with PKCE, are right for every app, and all that it gets if none is selected. The others put tokens into URLs, where histories and logs see them, and work only if the server's settings offer them.",
        as: "several",
        choices: named(RESPONSE_TYPES, RESPONSES),
      },
      {
        member: "pkce_required",
        label: "PKCE is required",
        hint: "Protects codes from being used by others. Public clients always need it.",
        as: "box",
      },
      {
        member: "require_pushed_authorization_requests",
        label: "Requests must be pushed",
        hint: "It sends its authorization requests to /par first (PAR), and browsers bring only their request_uri.",
        as: "box",
      },
      {
        member: "initiate_login_uri",
        label: "Where others start a sign-in",
        hint: "An https URL of it, for links from portals and from other applications.",
        as: "text",
      },
      {
        member: "refresh_without_offline_access",
        label: "Refresh tokens without offline_access",
        hint: "For libraries that never ask for it.",
        as: "box",
      },
      {
        member: "iss_on_errors",
        label: "Send iss with errors",
        hint: "Turn it off only for mod_auth_openidc.",
        as: "box",
      },
      {
        member: "access_token_lifetime",
        label: "Access tokens, in seconds",
        hint: "Empty: as the API and the server say.",
        as: "seconds",
        group: "Lifetimes",
      },
      {
        member: "id_token_lifetime",
        label: "ID tokens, in seconds",
        hint: "Empty: as the server says.",
        as: "seconds",
      },
      { member: "code_lifetime", label: "Codes, in seconds", hint: "Empty: as the server says.", as: "seconds" },
      {
        member: "refresh_idle_lifetime",
        label: "Unused refresh tokens, in seconds",
        hint: "Empty: as the server says.",
        as: "seconds",
      },
      {
        member: "refresh_lifetime",
        label: "Refresh tokens in total, in seconds",
        hint: "Empty: as the server says.",
        as: "seconds",
      },
    ],
  },
  {
    path: "redirect-uris",
    label: "Redirect URIs",
    lead: "Where users may be sent back to. Each is compared character by character.",
    fields: [
      {
        member: "redirect_uris",
        label: "After signing in",
        hint: "One in each line, such as https://app.example/callback.",
        as: "lines",
      },
      { member: "post_logout_redirect_uris", label: "After signing out", hint: "One in each line.", as: "lines" },
      {
        member: "backchannel_logout_uri",
        label: "Told of sign-outs by the server",
        hint: "A URL of the application that a logout token is posted to when a session ends (back-channel logout).",
        as: "text",
        group: "When a user signs out",
      },
      {
        member: "backchannel_logout_session_required",
        label: "Its logout tokens must have sid",
        hint: "They have it in any case. Turn it on if the application ends single sessions.",
        as: "box",
      },
      {
        member: "frontchannel_logout_uri",
        label: "Told of sign-outs by the browser",
        hint: "A URL that the page after signing out loads in a hidden frame. Browsers that block third-party cookies break it.",
        as: "text",
      },
      {
        member: "frontchannel_logout_session_required",
        label: "Add iss and sid to that URL",
        hint: "So that the application can tell which session has ended.",
        as: "box",
      },
      {
        member: "allowed_schemes",
        label: "Schemes without a dot",
        hint: "Such as cursor or vscode. Any app on the device can claim one, so an operator allows each by name.",
        as: "words",
        group: "On the user's device",
      },
      {
        member: "any_localhost_port",
        label: "Any port on localhost",
        hint: "For applications on the user's device.",
        as: "box",
      },
    ],
  },
  {
    path: "scopes",
    label: "Scopes",
    lead: "What it may request. A request for any other scope is refused.",
    fields: [
      { member: "scope", label: "Allowed", hint: "", as: "scopes" },
      {
        member: "default_scope",
        label: "Default",
        hint: "Granted if a request names no scope. Without one, such a request is refused.",
        as: "words",
      },
    ],
  },
];

/** What a form says, as a JSON Merge Patch. A field that isn't on it isn't changed. */
export function patchIn(tab: Tab, form: URLSearchParams): Members {
  return Object.fromEntries(tab.fields.map((field) => [field.member, valueIn(field, form)]));
}

function valueIn({ member, as }: TabField, form: URLSearchParams): unknown {
  switch (as) {
    case "lines":
      return linesIn(form, member);
    case "words":
      return member === "default_scope"
        ? (textIn(form, member) ?? "")
        : (textIn(form, member) ?? "").split(/[\s,]+/).filter(Boolean);
    case "seconds":
      return numberIn(form, member) ?? null;
    case "box":
      return isSelected(form, member);
    case "several":
      if (member === "application_type") return form.get(member) ?? null;
      // Without any, it is the default again.
      return member === "response_types" && !form.has(member) ? null : selectedIn(form, member);
    case "scopes":
      // Those that the page doesn't show stay as they are.
      return [
        ...new Set([...(form.get("scope_others") ?? "").split(" ").filter(Boolean), ...selectedIn(form, member)]),
      ].join(" ");
    default:
      return textIn(form, member) ?? null;
  }
}
