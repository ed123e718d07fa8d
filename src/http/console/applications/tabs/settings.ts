/** The first tab: what an application is, whose it is, how it gets tokens, and how long they last. */
import { GRANT_TYPES } from "../../../../protocol/grants/index.ts";
import { named, type Tab } from "./field.ts";

const GRANTS: Readonly<Record<string, string>> = {
  authorization_code: "Users sign in with a browser",
  refresh_token: "Access goes on when the user is away",
  client_credentials: "It acts for itself, without a user",
  "urn:ietf:params:oauth:grant-type:device_code": "It runs where nobody types: users enter a code elsewhere",
  "urn:openid:params:grant-type:ciba": "It asks users on their own device, without a browser",
  "urn:ietf:params:oauth:grant-type:token-exchange": "It exchanges tokens for others",
  "urn:ietf:params:oauth:grant-type:jwt-bearer": "Another issuer vouches for the user",
};

export const SETTINGS: Tab = {
  path: "settings",
  label: "Settings",
  lead: "What it is, whose it is, how it gets tokens, and how long they last.",
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
      as: "one",
      choices: [
        ["web", "In a browser or on a server"],
        ["native", "On the user's device: a mobile or desktop app, or a command line"],
      ],
      group: "Protocol",
    },
    {
      member: "grant_types",
      label: "How it gets tokens",
      hint: "",
      as: "several",
      choices: named(GRANT_TYPES, GRANTS),
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
      member: "introspects",
      label: "APIs whose tokens it may introspect",
      hint: "It sees the tokens of every application for them. Only an operator adds one.",
      as: "among",
      from: "apis",
      group: "For APIs that check tokens here",
      folded: true,
    },
    {
      member: "access_token_lifetime",
      label: "Access tokens, in seconds",
      hint: "Empty: as the API and the server say.",
      as: "seconds",
      group: "Lifetimes",
      folded: true,
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
};
